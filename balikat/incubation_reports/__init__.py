"""What the heads see of incubation and of what became of people afterwards."""
