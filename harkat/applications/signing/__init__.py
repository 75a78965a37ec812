"""Who answers for a sub-group's loan: that it was explained, who signed what, and who still has to."""
