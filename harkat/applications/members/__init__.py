"""A member who leaves a sub-group while its application is under way."""
