"""What is printed about an application: the dossier for the bank, the recommendation, the joint-liability statement."""
