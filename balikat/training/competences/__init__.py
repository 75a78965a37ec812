"""Competence certificates of BNSP, which stand beside our own and end after some years."""
