"""Sums for anybody: rounded so that no small group can be told, not even by subtracting one table from another."""
