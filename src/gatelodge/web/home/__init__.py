"""Your work: what waits for this reader, by role, most pressing first."""
