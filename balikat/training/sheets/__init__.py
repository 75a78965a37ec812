"""Sheets of a class to print and sign: attendance list, minutes of a session, receipt list."""
