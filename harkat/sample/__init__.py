"""Invented people and a history that tells the programme's true story, for trying the system out."""
