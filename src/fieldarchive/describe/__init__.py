"""The description of an item: dates, what the material shows, and checking it into an `Item`."""
