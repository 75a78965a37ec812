"""Repayments: what banks report as paid, how it is allocated, and what is late."""
