"""Backups on disk: a BagIt 1.0 bag (RFC 8493) that any BagIt tool can check."""
