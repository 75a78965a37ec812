"""Loans: what was promised to whom, and every schedule that promise can be printed as."""
