"""People from the sheets of HR offices: read, matched by position, tried out, and only then written."""
