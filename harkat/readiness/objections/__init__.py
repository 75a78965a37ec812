"""Objections of applicants to how they were assessed, and their answers."""
