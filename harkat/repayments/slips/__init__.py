"""The bank's own numbers of its postings, each used once."""
