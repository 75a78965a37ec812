"""Thinking about a borrower: facts in, points, flags and reasons out."""
