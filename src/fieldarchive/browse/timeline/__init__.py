"""The timeline: when things were recorded, and the times that people tell of, on one axis."""
