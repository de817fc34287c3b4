"""Readers: one small module a format, each from a file to a `Reading`.

They know nothing of items, vocabularies or the database, and never write.
"""
