"""An iDeb on paper, typed by one person and compared by another."""
