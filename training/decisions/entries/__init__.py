"""What HR enters about people by hand."""
