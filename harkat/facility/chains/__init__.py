"""The chain of a bank's transfers, link by link."""
