"""Measures what the goals speak of, each part printing a table and writing its figures."""
