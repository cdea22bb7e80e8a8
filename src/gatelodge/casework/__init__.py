"""What staff do, one function each, and the only door through which anyone writes."""
