"""Sees pinjol and rentenir debt in iDeb files, statements and interviews, with the evidence for it."""
