"""The claims of the interest subsidy, by bank and month."""
