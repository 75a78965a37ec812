"""What a group collected among its members, beside what reached the bank."""
