"""What every worker needs, imported once in the fork server so that workers start at once."""

from fieldarchive.readers import documents, photographs, recordings

__all__ = ["documents", "photographs", "recordings"]
