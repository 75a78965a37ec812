"""How ready the members of a group or sub-group are: names for those who help, a number alone for the chair."""
