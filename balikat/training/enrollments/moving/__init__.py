"""Trainings of a person that was registered twice."""
