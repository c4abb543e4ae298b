"""The way of a nomination as pure rules: acts, stages, and who may not take them."""
