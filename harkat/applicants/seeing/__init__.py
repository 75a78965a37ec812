"""What an applicant sees of their own case, and a chair of the group's."""
