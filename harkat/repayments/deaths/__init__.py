"""When a borrower dies: the claim is worked on, and the family is left in peace."""
