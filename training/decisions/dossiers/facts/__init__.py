"""What is gathered for a dossier and told of one day as known at one moment."""
