"""Datasette's lists of rows as the pages show them."""
