"""The bank's payment: at once or in parts, with what was taken off it by name."""
