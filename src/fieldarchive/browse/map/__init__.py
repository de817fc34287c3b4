"""The map: where the material comes from, how surely, on outlines of the archive's own."""
