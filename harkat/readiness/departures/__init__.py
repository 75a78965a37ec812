"""Departing from what the scorecard says: one officer proposes with a reason, another person confirms."""
