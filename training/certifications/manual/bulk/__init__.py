"""One decision about many people: asked from the desk, shown with what follows for each, done once."""
