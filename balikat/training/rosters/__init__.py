"""Lists of participants that the office keeps in Excel: looked through row by row, then taken in."""
