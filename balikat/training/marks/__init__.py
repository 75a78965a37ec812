"""Attendance and scores, as trainers write them down."""
