"""What somebody may know of their own training: the sessions to come and the certificates."""
