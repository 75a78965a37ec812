"""Money beyond what is due: what the borrower chose, kept beside the posting."""
