"""History as values: what a revision says, and how several of them are read as one."""
