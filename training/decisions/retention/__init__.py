"""How long closed matters are kept, and their erasure by two people once that is over: one way for all."""
