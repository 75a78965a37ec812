"""What people tell of their debts: the talk, and each debt with what it costs."""
