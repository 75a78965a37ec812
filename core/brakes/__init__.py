"""Slowing down whoever tries a public door again and again; kept in the database, so it holds over processes."""
