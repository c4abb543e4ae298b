"""One-time links by which people set their own password."""
