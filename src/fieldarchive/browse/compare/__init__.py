"""The comparison of two cities: one theme, or any query, on both banks."""
