"""Giving a code at the counter, shown once."""
