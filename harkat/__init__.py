"""The financing programme: facility, applications, loans, repayments, readiness and the reports on them."""
