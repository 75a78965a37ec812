"""Scans that were to follow: what was recorded without one, and keeping it when it comes."""
