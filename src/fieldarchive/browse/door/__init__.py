"""Who may ask, and the files that are handed out: the Host, the headers, originals by Range."""
