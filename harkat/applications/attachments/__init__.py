"""Scans and photos that belong to an application: kept unreadable at rest, found again by their digest."""
