"""The catalogue: everything the archive knows in SQLite, and all SQL of the archive."""
