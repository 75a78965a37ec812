"""Answers that cost much to work out, kept until something changes, so that a page costs the same in a large city."""
