"""Cohorts (angkatan), their trainers and their sessions."""
