"""Month ends frozen as they stood, and how they differ from what is known now."""
