"""Telling participants about a session: a reminder, that it moved, that it fell out."""
