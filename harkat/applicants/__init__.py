"""The applicant's own door: status, next step, papers, schedule and certificates without a password."""
