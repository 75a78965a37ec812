"""The product as its dated rules make it today, told to anybody, with the source of each rule."""
