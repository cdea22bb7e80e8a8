"""Alarms: who has each, since when, and the reason that ends it."""
