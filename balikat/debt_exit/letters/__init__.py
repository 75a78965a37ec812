"""What is printed on the way out, and the question whether a debt may be refinanced."""
