"""Only there, as the recogniser asks."""
