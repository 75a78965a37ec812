"""How current each bank's figures are."""
