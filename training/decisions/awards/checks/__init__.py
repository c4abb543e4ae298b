"""One person against the criteria of an award: what is asked, what is known, what it comes to."""
