"""Search: one normaliser for the terminal, the index and the pages.

`query` reads what is typed, `grammar` its words; `inflection` and `transliteration` tell which
words of an index are meant, `expression` asks FTS5 for them, and `boundaries` tells a Chinese word
from a part of one. Dictionaries are loaded by the first search that needs them and stay: Russian
(25 MB), English (38 MB), pinyin (53 MB), Chinese characters (2 MB), Chinese words (33 MB). Writing
loads none of them: an index notes its words and their `sounds`.
"""
