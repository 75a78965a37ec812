"""Old arrears at a bank, a leasing company, a pawn house or PNM: what holds a person back, and how it is lifted."""
