"""What the economics department sees: absorption, the funnel, and why people stopped."""
