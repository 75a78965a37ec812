"""The words by which a person is found, each in a row of its own, so that a search costs the same in a large city."""
