"""Entering what papers and people say: each fact with its source, on one record."""
