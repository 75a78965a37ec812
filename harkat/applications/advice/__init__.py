"""The city's pages on a file: the visit, the recommendation and its confirmation, sending back, letting go."""
