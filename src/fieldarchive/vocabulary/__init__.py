"""The words of one archive: its themes, people, cities and places, and what they are called.

People edit these tables; the program only reads them. Looking a word up never changes anything,
and a word that names nothing gets suggestions instead of a guess.
"""

from fieldarchive.vocabulary.people import Person
from fieldarchive.vocabulary.themes import Theme
from fieldarchive.vocabulary.vocabulary import Vocabulary, load

__all__ = ["Person", "Theme", "Vocabulary", "load"]
