"""Cases in the reader's language: parts, steps, days, pages, and why something was refused."""
