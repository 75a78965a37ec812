"""Photos and files of papers: taken by phone, unreadable at rest, looked at by an officer, destroyed in time."""
