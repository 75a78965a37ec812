"""Trainings that people had before this service."""
