"""Award schemes, nominations and awards: the positive twin of cases."""
