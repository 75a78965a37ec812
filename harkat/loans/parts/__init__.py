"""What of a loan was paid out when, to whom, and what was taken off it."""
