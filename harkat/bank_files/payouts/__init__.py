"""What a row of a bank's file of disbursed loans does: the money is gone, so it is always recorded."""
