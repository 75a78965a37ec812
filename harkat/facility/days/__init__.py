"""Sums of the transfers by day, kept with every booking so that a past day costs the same however long the book is."""
