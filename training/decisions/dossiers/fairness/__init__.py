"""What a board should weigh in fairness to the officer: keys with values, their words, the rate of peers."""
