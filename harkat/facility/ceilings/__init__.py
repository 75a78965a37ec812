"""The size of the fund and of each bank's part in it."""
