"""The desk of HR: where everybody stands on a day, in figures, by unit and one by one."""
