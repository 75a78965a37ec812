"""The bank's month-end figures beside ours, loan by loan."""
