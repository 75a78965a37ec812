"""Uji petik: a random sample of loans that anybody can draw again, with all papers of each."""
