"""Visits to a borrower's business, written down on a phone at the place."""
