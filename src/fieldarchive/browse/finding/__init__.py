"""The pages of search and concordance, and what Datasette's own search box asks."""
