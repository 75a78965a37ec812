"""The class of every running loan, night by night, and the day of each change."""
