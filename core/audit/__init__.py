"""The audit trail: every deed of weight, written in the same transaction as the deed."""
