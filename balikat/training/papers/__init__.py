"""Signed papers of training, kept as they came in: attendance lists and certificates."""
