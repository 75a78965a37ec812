"""The bank takes back a word and says another: a new entry with a reason, the old one kept and shown."""
