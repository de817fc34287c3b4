"""The themes: their tree with the counts of two cities, and a page for each."""
