"""Who teaches when: the week's calendar and each trainer's hours."""
