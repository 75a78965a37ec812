"""Asking every room's tables, read-only, for the figures of the economics department."""
