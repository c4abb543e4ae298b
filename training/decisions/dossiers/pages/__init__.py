"""The pages of a file: its draft, its loans, taking it away, and as whom it is about reads it."""
