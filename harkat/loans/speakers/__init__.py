"""Whom to speak to about a loan."""
