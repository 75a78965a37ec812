"""Business groups and the sub-groups of them that borrow with joint liability."""
