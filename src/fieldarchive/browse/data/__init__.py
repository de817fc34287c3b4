"""What a release holds and how it is asked; the pages build on it and know no other file."""
