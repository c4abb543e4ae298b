"""A second person reads a draft, says what is to be mended place by place, and approves exactly one text."""
