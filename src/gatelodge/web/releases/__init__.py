"""The release board: who is due, what stops each of them, and whose move it is."""
