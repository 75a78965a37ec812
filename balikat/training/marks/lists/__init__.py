"""Attendance and scores out of the trainer's own Excel list: looked through, then written."""
