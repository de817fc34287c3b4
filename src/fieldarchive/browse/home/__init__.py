"""The first page: two banks and the river between them."""
