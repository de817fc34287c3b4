"""The description of an item: collecting claims, and checking them into an `Item`."""
