"""Extra time: some people need longer. Granted per person with a reason, by somebody else, on record."""
