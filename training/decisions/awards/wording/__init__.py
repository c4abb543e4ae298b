"""Awards in the reader's language: criteria and what the record says to them, stages and steps."""
