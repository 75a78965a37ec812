"""E-mail that goes out once, where a mail server is set; without one nothing is queued."""
