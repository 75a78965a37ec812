"""Keeping a plan true: its steps follow what was proven, and a debt that came back holds the person again."""
