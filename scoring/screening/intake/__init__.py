"""Taking files in: what is read at once, what waits for its columns or for a second look, whose account it is."""
