"""What may be decided on each track, as dated data. Nothing here chooses a penalty for anybody."""
