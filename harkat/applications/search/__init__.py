"""Searching the list of applications, in a small city and in a large one."""
