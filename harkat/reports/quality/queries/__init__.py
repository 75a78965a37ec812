"""Asking how the loans of a day are repaid."""
