"""Each bank's own order of paying, from a day on, by its letter."""
