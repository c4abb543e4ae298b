"""The file of facts that is handed to a board."""
