"""The files of an archive on disk: where they lie, and how originals are kept."""
