"""One person's record, part by part, now and as it was known at any moment before."""
