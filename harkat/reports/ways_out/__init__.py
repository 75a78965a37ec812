"""How many are held by debts, how many are on the way out, how many got out: sums alone, small counts closed."""
