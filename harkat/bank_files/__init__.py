"""The banks' files: what was paid out, what was repaid, and the balances at a month's end."""
