"""Attendance of a whole cohort at once: a grid to type in, and the same out of Excel."""
