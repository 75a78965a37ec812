"""What a person says against a finding or a flag, and the answer somebody else gave."""
