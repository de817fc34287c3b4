"""Search: one normaliser for the terminal, the index and the pages.

What is typed: `query` reads it, `grammar` its words; `one_line` writes it so that it may be kept.
Which words are meant: `inflection` (`russian`, `english`, `chinese`), `transliteration` in other
letters (`skeleton`, `pinyin`, `palladius`), `thesaurus` by other names (`spelling_keys`);
`expression` asks FTS5 for those that the `lexicon` of an index has, and `phrases` takes that apart.
What is shown: `marks` and `excerpts`; `boundaries` tells a Chinese word from a part of one.
What an index notes: `spacing` and `sounds` of what `folding` makes alike; no dictionary is needed.

Dictionaries are loaded by the first search that needs them and stay: Russian (25 MB), English
(38 MB), pinyin (53 MB), Chinese characters (2 MB), Chinese words (33 MB).
"""
