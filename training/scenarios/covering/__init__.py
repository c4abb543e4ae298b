"""Which clauses live scenarios test, what a module lacks before it certifies, and its publication."""
