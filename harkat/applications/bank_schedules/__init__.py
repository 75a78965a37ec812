"""The schedule a bank made itself for an application under a sharia contract."""
