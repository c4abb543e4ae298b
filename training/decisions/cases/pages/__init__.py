"""What the screens of cases ask and show: taking up, acts, the desk, one case, erasure."""
