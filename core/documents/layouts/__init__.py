"""The typst layouts that printed sheets are set with."""
