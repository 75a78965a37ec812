"""Tenants: who is taken in, who mentors them, moving on and leaving."""
