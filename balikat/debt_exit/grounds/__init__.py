"""What plans stand on in screening: reading it, and telling screening what was proven."""
