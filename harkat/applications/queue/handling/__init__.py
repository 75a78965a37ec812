"""Who has a file in hand, how long it has waited, and what the city's staff noted about it."""
