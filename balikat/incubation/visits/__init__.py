"""Mentoring visits, the route of a day, and the papers of both."""
