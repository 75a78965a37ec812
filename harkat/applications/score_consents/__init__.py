"""Whether borrowers allow their numeric score in the file for the bank; asked only where the policy says so."""
