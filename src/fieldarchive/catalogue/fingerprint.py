"""The archive hash: one line that two archives share exactly when they hold the same history.

It covers revisions, originals and erasures, in the order of their names, so it does not depend
on which laptop is asked, nor on the order in which laptops were merged.
"""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

_PARTS = {
    "revision": "SELECT digest FROM revisions ORDER BY digest",
    "original": "SELECT sha256 FROM originals ORDER BY sha256",
    "erasure": "SELECT record FROM erasures ORDER BY record",
}


def archive_hash(database: Database) -> str:
    """SHA-256 over the lines "revision DIGEST", "original SHA256", "erasure RECORD", by name."""
    hasher = hashlib.sha256()
    for word, sql in _PARTS.items():
        for (name,) in database.conn.execute(sql):
            hasher.update(f"{word} {name}\n".encode())
    return hasher.hexdigest()
