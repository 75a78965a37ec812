"""How many are on the way out of debt, how many got out: sums alone, small counts closed."""
