"""Writing what was read: files, findings and questions, without touching what officers decided."""
