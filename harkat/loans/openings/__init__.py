"""Loans that do not come out of an application: paid out by a bank on its own, or taken over with a balance."""
