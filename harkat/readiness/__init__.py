"""Readiness for credit: gathered facts, kept assessments and their pages."""
