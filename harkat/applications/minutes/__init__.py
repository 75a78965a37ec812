"""Berita acara: what the members of a sub-group agreed among themselves, when, and who was there."""
