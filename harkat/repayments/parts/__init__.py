"""Further parts of a loan that is already being repaid."""
