"""Ways an application goes back or ends before the bank decides."""
