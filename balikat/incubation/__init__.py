"""Incubation: tenants with a mentor, their stages, milestones, visits and cash book, until they graduate."""
