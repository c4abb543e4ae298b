"""What leaves the house as a file: lists and reports, each watermarked and on record with whom it listed."""
