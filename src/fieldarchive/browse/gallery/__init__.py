"""The gallery: photographs to look at, in the order of time or city facing city."""
