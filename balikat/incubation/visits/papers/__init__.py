"""The printed papers of visits."""
