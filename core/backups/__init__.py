"""Copies of the whole database, taken while it works and brought back elsewhere."""
