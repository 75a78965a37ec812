"""What each member of a sub-group pays of a loan, row by row."""
