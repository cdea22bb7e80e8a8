"""Pages that say what this is, how it may be used, and what it keeps."""
