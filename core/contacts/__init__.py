"""How somebody may be reached without harm: safe number, safe hours, whose phone it is, and who acts for them."""
