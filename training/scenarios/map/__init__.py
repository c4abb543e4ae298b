"""A story seen from above: its drawing, all the ways through it, and two texts of it side by side."""
