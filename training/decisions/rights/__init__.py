"""What the officer sees of a matter, and may say to it."""
