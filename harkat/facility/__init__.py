"""The facility: the banks' money, who has reserved it, and the ledger that never lets it be over-drawn."""
