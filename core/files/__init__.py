"""Turns the bytes of a file that a person brings into rows, lines or a JSON value, within stated limits."""
