"""Changing the scorecard: a draft, compared over real applicants, switched on by a second person, and undone."""
