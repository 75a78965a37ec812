"""Checking the score: whether groups of people fare alike, and whether it orders people by how they repay."""
