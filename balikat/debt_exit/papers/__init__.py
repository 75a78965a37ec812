"""The papers of the way out: what they are, what they show, and for how long they are kept."""
