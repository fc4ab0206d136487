"""SQLite as the hub uses it: see base.py."""
