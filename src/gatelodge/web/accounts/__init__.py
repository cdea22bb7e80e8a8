"""Signing in, locking a shared terminal, changing location, and giving a reason in words."""
