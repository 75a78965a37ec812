"""What an officer must tell an applicant because it happened by itself, such as an offer that ran out."""
