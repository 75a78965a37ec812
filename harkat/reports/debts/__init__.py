"""What debts hold how many, for the economics department: counts and sums, small ones closed."""
