"""Money a bank pays out after the first part, whatever became of the loan by then."""
