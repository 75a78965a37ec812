"""The bank's offer: taken, left, or run out."""
