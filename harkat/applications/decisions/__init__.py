"""What the bank says about an application: yes, perhaps to less; no; or more papers, please."""
