"""Photos, scans and screenshots: kept as evidence, with the lines an officer saw on them."""
