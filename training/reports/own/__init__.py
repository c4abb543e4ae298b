"""The officer's own page: what one holds, what comes next, and who has looked at one's record."""
