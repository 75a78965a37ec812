"""Whether the money reached each member, asked by an officer who did not handle the file; and what looks shared."""
