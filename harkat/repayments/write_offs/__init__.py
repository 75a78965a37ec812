"""Loans a bank gives up on its books; the debt stays."""
