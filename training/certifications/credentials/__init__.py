"""Certificates that machines can check: Open Badges 3.0 credentials signed as JWT, with a status list."""
