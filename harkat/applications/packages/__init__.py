"""What goes to the bank and comes back: the decision file, and the dossier of one application."""
