"""What the screens of awards ask and show: the desk, one nomination, proposing, one's own, papers."""
