"""A member who joins a sub-group after its contract, by an addendum the bank agrees to."""
