"""Playing the sample story through the services of the rooms, as people would have done it day by day."""
