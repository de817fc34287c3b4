"""How `ingest` does its stops: reading on all cores, collecting claims, recording what is safe."""
