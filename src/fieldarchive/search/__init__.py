"""Search: one normaliser for the terminal, the index and the pages."""
