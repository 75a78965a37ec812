"""Accounts behind the applicant's own door: they have no password and no name of a person."""
