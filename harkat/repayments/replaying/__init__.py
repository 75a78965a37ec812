"""Working out anew who paid what on a loan, and letting the facility follow."""
