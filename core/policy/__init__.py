"""Rules with dates: each value has a day from which it holds and a source."""
