"""Today's queue at the counters: numbers are drawn, called, skipped and served; no name is ever on the screen."""
