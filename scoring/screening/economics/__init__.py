"""How many are held by which kind of debt and how many got out: sums, never persons."""
