"""Changes of the facility that one person proposes and another confirms."""
