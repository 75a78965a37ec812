"""Reminders in a queue: prepared once, claimed before they are sent, never sent twice, and never at night."""
