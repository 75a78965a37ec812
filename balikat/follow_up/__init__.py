"""Follow-up three and six months after a course or an incubation: still in business, sales, jobs."""
