"""The rights matrix: which role may do which deed to whose rows, in one table that a test walks route by route."""
