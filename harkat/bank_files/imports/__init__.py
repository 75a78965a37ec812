"""Carrying out the rows of one file, a piece at a time."""
