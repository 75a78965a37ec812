"""Who looked at whose debts, and what of it the auditor may want to ask about."""
