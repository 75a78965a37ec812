"""How a plan is shown: steps with their words, debts with what was seen, what is owed over time."""
