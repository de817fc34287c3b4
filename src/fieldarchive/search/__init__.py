"""Search: one normaliser for the terminal, the index and the pages.

`query` reads what is typed; `keys` tells under which keys a word in the index is found; and
`expression` brings the two together. Its dictionaries are loaded by the first word that needs
them and stay: Russian (30 MB), English (24 MB), pinyin (51 MB), Chinese characters (below 1 MB).
"""
