"""Who waits for a decision, for the list and the start pages."""
