"""Complaints: taken from anybody, seen by the auditor alone, followed with number and code."""
