"""Asking the loans of a day by one thing or two."""
