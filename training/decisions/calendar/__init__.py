"""Working days, and the day counts of procedures: dated data, and what an office changes about it."""
