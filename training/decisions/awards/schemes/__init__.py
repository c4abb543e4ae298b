"""What an office honours people for: schemes as dated data, taken over, changed from a day on, closed."""
