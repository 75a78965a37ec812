"""Principal that a bank gave up, and what of it came back."""
