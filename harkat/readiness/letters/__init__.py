"""The letter that explains an assessment to its person."""
