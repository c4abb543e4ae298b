"""The desk of whoever audits: reads everything that was done, changes nothing."""
