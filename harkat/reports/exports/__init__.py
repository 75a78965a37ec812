"""The same figures to take away: Excel, CSV and a printed sheet."""
