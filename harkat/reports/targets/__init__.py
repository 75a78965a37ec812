"""Perjanjian Kinerja: indicators with a target a quarter, what was realised, and the quarter's report."""
