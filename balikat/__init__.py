"""Training, incubation and the way out of debt; it never needs to know about loans."""
