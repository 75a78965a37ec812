"""How much will go out in the coming months, when the fund is used, and what would change it."""
