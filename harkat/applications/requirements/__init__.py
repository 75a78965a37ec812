"""What the rules of the day ask of those who would borrow, and how far each of them has come."""
