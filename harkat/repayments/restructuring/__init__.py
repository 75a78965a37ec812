"""Laying a loan out anew when its borrower is in difficulty."""
