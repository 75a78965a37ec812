"""Applications for financing: from a draft at the counter to the bank's decision and the contract."""
