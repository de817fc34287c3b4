"""The people who speak and work here, by pseudonym: all of them, and a page for each."""
