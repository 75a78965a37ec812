"""Money that a bank paid out without room, and how it comes back under the ceiling."""
