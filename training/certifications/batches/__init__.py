"""Many certificates at once: HR chooses which, a worker prints them into one ZIP, kept for a week."""
