"""What is recorded on the way: balances, papers, visits, steps ticked off, the cost of a debt."""
