"""The tables of lenders, codes and caps that ship with the program, each row with its source."""
