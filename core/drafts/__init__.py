"""Forms that are still being filled in: kept per account, unreadable at rest, gone when the form is done."""
