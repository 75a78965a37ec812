"""The work on arrears: who is to be reminded, called or visited, and what came of it."""
