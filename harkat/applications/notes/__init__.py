"""What the city's staff write down about a file for each other; neither the bank nor the group reads it."""
