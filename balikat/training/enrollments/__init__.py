"""Who takes part in a cohort: seats, the waiting list, and who stops."""
