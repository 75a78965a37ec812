"""Courses and what they ask of who takes them."""
