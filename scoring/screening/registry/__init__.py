"""The lenders that screening knows: the list that comes with the program, and what the city added, dated or ended."""
