"""Taking a bank's own schedule from a file or from pasted lines."""
