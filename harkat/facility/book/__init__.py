"""The book of the facility: the only room that changes a balance or adds a transfer."""
