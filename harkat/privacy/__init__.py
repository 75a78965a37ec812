"""A person's rights over their own entries: requests with a clock, a copy, a limit, erasure, breaches."""
