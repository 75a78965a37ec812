"""Persons, their businesses, papers and consents."""
