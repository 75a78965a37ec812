"""The work that waits: each role's files, and how long they have waited."""
