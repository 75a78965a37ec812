"""Milestones: what a tenant has to reach, and the evidence for it."""
