"""The two procedures as pure rules: acts, stages, days, people, verdicts. Everything is passed in."""
