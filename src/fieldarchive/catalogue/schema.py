"""The tables of `archive.db`, as numbered migrations that are only ever added to.

Three layers: what arrived (originals, sources, bundles), what was said of it (operations and
revisions, which are history), and what is shown of it (items and all below), a projection that
`rebuild` can make again from the other two.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from fieldarchive.catalogue import seals
from fieldarchive.catalogue.database import ARCHIVE_ID, run_statements

migrations = Migrations("fieldarchive")

PROJECTION = (
    "conflicts", "problems", "thumbnails", "recordings", "photographs", "segments", "texts",
    "told_about", "item_people", "item_themes", "item_files", "items",
)  # fmt: skip

_ARRIVAL = """
CREATE TABLE archive (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE operations (
  number INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
  made_by TEXT, device TEXT, summary TEXT) STRICT;
CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, kept_at TEXT NOT NULL,
  operation INTEGER NOT NULL REFERENCES operations) STRICT;
CREATE TABLE sources (
  path BLOB NOT NULL, sha256 TEXT NOT NULL REFERENCES originals, name TEXT NOT NULL,
  size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, device INTEGER NOT NULL,
  inode INTEGER NOT NULL, operation INTEGER NOT NULL REFERENCES operations,
  PRIMARY KEY (path, sha256)) STRICT, WITHOUT ROWID;
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE TABLE bundles (
  place BLOB PRIMARY KEY, basis TEXT NOT NULL,
  operation INTEGER NOT NULL REFERENCES operations) STRICT, WITHOUT ROWID;
CREATE TABLE bundle_items (
  place BLOB NOT NULL, part TEXT NOT NULL, item TEXT NOT NULL, is_owner INTEGER NOT NULL,
  PRIMARY KEY (place, part)) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, happened_at TEXT NOT NULL, outcome TEXT NOT NULL,
  files INTEGER NOT NULL, details TEXT) STRICT;
"""
_HISTORY = """
CREATE TABLE revisions (
  digest TEXT PRIMARY KEY, record TEXT NOT NULL, kind TEXT NOT NULL, parents TEXT NOT NULL,
  made_at TEXT NOT NULL, made_by TEXT, device TEXT, body TEXT,
  operation INTEGER NOT NULL REFERENCES operations) STRICT, WITHOUT ROWID;
CREATE INDEX revisions_record ON revisions (record);
CREATE INDEX revisions_operation ON revisions (operation);
CREATE TABLE heads (
  record TEXT NOT NULL, digest TEXT NOT NULL REFERENCES revisions,
  PRIMARY KEY (record, digest)) STRICT, WITHOUT ROWID;
"""
_SHOWN = """
CREATE TABLE items (
  id TEXT PRIMARY KEY, revision TEXT NOT NULL REFERENCES revisions, kind TEXT NOT NULL,
  title TEXT NOT NULL, access TEXT NOT NULL, description TEXT, city TEXT, place TEXT,
  date TEXT, date_words TEXT, date_start TEXT, date_end TEXT,
  about TEXT, about_words TEXT, about_start TEXT, about_end TEXT,
  language TEXT, keywords TEXT NOT NULL, creator TEXT, rights TEXT,
  latitude REAL, longitude REAL, accuracy_m REAL, added_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE item_files (
  item TEXT NOT NULL REFERENCES items, n INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES originals, name TEXT NOT NULL, role TEXT NOT NULL,
  format TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL, language TEXT, encoding TEXT,
  row INTEGER, PRIMARY KEY (item, n)) STRICT, WITHOUT ROWID;
CREATE INDEX item_files_sha256 ON item_files (sha256);
CREATE TABLE item_themes (
  item TEXT NOT NULL REFERENCES items, n INTEGER NOT NULL, theme TEXT NOT NULL,
  PRIMARY KEY (item, n)) STRICT, WITHOUT ROWID;
CREATE TABLE item_people (
  item TEXT NOT NULL REFERENCES items, role TEXT NOT NULL, n INTEGER NOT NULL,
  handle TEXT NOT NULL, PRIMARY KEY (item, role, n)) STRICT, WITHOUT ROWID;
CREATE TABLE texts (item TEXT PRIMARY KEY REFERENCES items, text TEXT NOT NULL) STRICT;
CREATE TABLE segments (
  item TEXT NOT NULL REFERENCES items, n INTEGER NOT NULL, start_ms INTEGER, end_ms INTEGER,
  speaker TEXT, tier TEXT, language TEXT, text TEXT NOT NULL,
  PRIMARY KEY (item, n)) STRICT, WITHOUT ROWID;
CREATE TABLE photographs (
  sha256 TEXT PRIMARY KEY, width INTEGER, height INTEGER, orientation INTEGER, taken_local TEXT,
  taken_offset TEXT, gps_at TEXT, latitude REAL, longitude REAL, accuracy_m REAL,
  altitude_m REAL, direction REAL, camera TEXT, camera_serial TEXT, lens TEXT,
  rating INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE recordings (
  sha256 TEXT PRIMARY KEY, duration_ms INTEGER, codec TEXT, channels INTEGER,
  sample_rate INTEGER, width INTEGER, height INTEGER, recorded_at TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE thumbnails (
  sha256 TEXT PRIMARY KEY, width INTEGER NOT NULL, height INTEGER NOT NULL,
  jpeg BLOB NOT NULL) STRICT;
CREATE TABLE problems (
  item TEXT NOT NULL REFERENCES items, n INTEGER NOT NULL, code TEXT NOT NULL,
  message TEXT NOT NULL, serious INTEGER NOT NULL, path TEXT,
  PRIMARY KEY (item, n)) STRICT, WITHOUT ROWID;
"""
# `erasures` are records that were withdrawn; `mark` is an HMAC of the SHA-256 of an original that
# one of them named, under the record's id. `removals` are files that still have to go. `said` is
# the revision that holds what a place itself last said of its item, without anybody else's words.
_PROMISES = """
ALTER TABLE operations ADD COLUMN undoes INTEGER REFERENCES operations;
ALTER TABLE bundle_items ADD COLUMN said TEXT;
CREATE TABLE erasures (
  record TEXT PRIMARY KEY, erased_at TEXT NOT NULL,
  operation INTEGER NOT NULL REFERENCES operations, seal INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE erased_originals (
  record TEXT NOT NULL REFERENCES erasures, mark TEXT NOT NULL, seal INTEGER,
  PRIMARY KEY (record, mark)) STRICT, WITHOUT ROWID;
CREATE TABLE removals (sha256 TEXT PRIMARY KEY, seal INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE conflicts (
  item TEXT NOT NULL REFERENCES items, n INTEGER NOT NULL, field TEXT NOT NULL,
  versions TEXT NOT NULL, seal INTEGER, PRIMARY KEY (item, n)) STRICT, WITHOUT ROWID;
CREATE INDEX operations_undoes ON operations (undoes) WHERE undoes IS NOT NULL;
"""
# `recorded_at` is the instant (UTC) at which a clock says that an item was recorded, `clock` which
# one says so. `told_about` is what time is talked of in a stretch of a recording or text. `edits`
# are files of vocabulary as a command found and left them; `undo` brings the first one back.
_DESCRIBED = """
ALTER TABLE items ADD COLUMN recorded_at TEXT;
ALTER TABLE items ADD COLUMN clock TEXT;
ALTER TABLE items DROP COLUMN seal;
ALTER TABLE items ADD COLUMN seal INTEGER;
CREATE TABLE told_about (
  item TEXT NOT NULL REFERENCES items, n INTEGER NOT NULL, start_ms INTEGER, end_ms INTEGER,
  about TEXT, about_words TEXT NOT NULL, about_start TEXT, about_end TEXT, seal INTEGER,
  PRIMARY KEY (item, n)) STRICT, WITHOUT ROWID;
CREATE TABLE edits (
  operation INTEGER NOT NULL REFERENCES operations, name TEXT NOT NULL, before BLOB, after BLOB,
  seal INTEGER, PRIMARY KEY (operation, name)) STRICT, WITHOUT ROWID;
"""
_SEALED = (
    "archive", "operations", "originals", "sources", "bundles", "bundle_items", "events",
    "revisions", "items", "item_files", "item_themes", "item_people", "texts", "segments",
    "photographs", "recordings", "thumbnails", "problems",
)  # fmt: skip


@migrations()
def m001_arrival_history_and_items(database: Database) -> None:
    """The first layout: what arrived, what was said, what is shown."""
    run_statements(database, _ARRIVAL + _HISTORY + _SHOWN)
    database.conn.execute(f"PRAGMA application_id = {ARCHIVE_ID}")


@migrations()
def m002_places_by_item(database: Database) -> None:
    """Where the copies of an item lie is asked for every copy that comes in."""
    database.conn.execute("CREATE INDEX bundle_items_item ON bundle_items (item)")


@migrations()
def m003_seals_erasures_and_conflicts(database: Database) -> None:
    """Every row gets a seal; erasing, undoing and merging get their tables."""
    run_statements(database, _PROMISES)
    for table in _SEALED:
        database.conn.execute(f"ALTER TABLE {table} ADD COLUMN seal INTEGER")
        seals.seal_all(database, table)


@migrations()
def m004_seals_of_migrations(database: Database) -> None:
    """The list of these migrations is part of the record, so its rows get seals as well."""
    database.conn.execute("ALTER TABLE _sqlite_migrations ADD COLUMN seal INTEGER")


@migrations()
def m005_clocks_told_about_and_edits(database: Database) -> None:
    """Room for instants, for the time that is talked of, and for edits of vocabularies."""
    run_statements(database, _DESCRIBED)  # the seal stays the last column
    seals.seal_all(database, "items")


@migrations()
def m006_saved_searches_in_history(database: Database) -> None:
    """Saved searches are records among those of many items, and have to be found at once."""
    database.conn.execute(
        "CREATE INDEX revisions_searches ON revisions (record) WHERE kind = 'search'"
    )


def migrate(database: Database) -> None:
    """Bring `archive.db` to the newest layout, all of it or nothing."""
    if migrations.pending(database):
        with database.atomic():
            migrations.apply(database)
            seals.seal_all(database, "_sqlite_migrations")
