"""The eligibility checks an auditor asks for, each with its source and day; not checked is an answer too."""
