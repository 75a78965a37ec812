"""The shared kernel: database, money, dates, people, sign-in and pages; it knows nothing of training or financing."""
