"""Courses, cohorts, attendance, completion and certificates."""
