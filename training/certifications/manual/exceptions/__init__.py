"""What personnel should look at: found whenever it is asked, each with a suggested repair."""
