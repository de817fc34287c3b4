"""Changes of the table of themes: added, renamed, joined, proposed. Words that history holds go on
naming their theme, because what a theme was called becomes another word for it.

Nothing is written here: a table goes in and a table comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import CannotReword
from fieldarchive.vocabulary.slugs import slug_from
from fieldarchive.vocabulary.tables import Table
from fieldarchive.vocabulary.themes import PROPOSED, SLUG, Theme, theme_of
from fieldarchive.vocabulary.words import folded, joined, language_of, plain

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a theme: `broader` is a slug, `labels` are by language code.

    What is not said is None or empty, and stays as it is.
    """

    broader: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    alternatives: Sequence[str] = ()
    note: str | None = None


def add(table: Table, word: str, said: Said) -> tuple[Table, str]:
    """One more theme, or a proposed one settled; the table and the theme's slug.

    A word that is no slug becomes its label, and the slug is made of it. Raises `CannotReword`.
    """
    themes, word = _themes(table), plain(word)
    slug = named(word, themes)
    if slug is not None and not (slug == word and themes[slug].is_proposed):
        raise CannotReword(_names_already(word, themes[slug]))
    if slug is not None:
        accepted = replace(themes[slug], note=None)
        return table.changed(slug, row_of(_with(accepted, said, themes))), slug
    _refuse_word(word, word, themes)
    slug = word if SLUG.fullmatch(word) else _free(slug_from(word), _names(themes))
    start = Theme(slug, labels={} if slug == word else _labelled(word))
    return table.plus(row_of(_with(start, said, themes))), slug


def rename(table: Table, slug: str, new: str | None, labels: Mapping[str, str]) -> Table:
    """A theme under another slug, or with other labels; raises `CannotReword`."""
    themes = _themes(table)
    theme = themes[slug]
    if new is not None and new != slug:
        _refuse_slug(new, slug, themes)
        theme = _once_called(replace(theme, slug=new), slug)
        for other in themes.values():
            if other.broader == slug:
                table = table.changed(other.slug, {"broader": new})
    for code, label in labels.items():
        theme = _relabelled(theme, code, label, themes, slug)
    return table.changed(slug, row_of(theme))


def merge(table: Table, slug: str, into: str) -> Table:
    """Two themes as one: what named the first names the second, and what lay under it as well."""
    themes = _themes(table)
    gone, kept = themes[slug], themes[into]
    words = {code: [*kept.alternatives.get(code, ())] for code in LABEL_LANGUAGES}
    for code in LABEL_LANGUAGES:
        words[code] += [gone.labels[code]] if code in gone.labels else []
        words[code] += gone.alternatives.get(code, ())
    notes = [one.note for one in (kept, gone) if one.note and not one.is_proposed]
    whole = replace(
        kept,
        broader=gone.broader if kept.broader == slug else kept.broader,
        alternatives={
            code: _without(found, [kept.labels.get(code, "")]) for code, found in words.items()
        },
        note=" ".join(dict.fromkeys(notes)) or None,
        match=tuple(dict.fromkeys((*kept.match, *gone.match))),
    )
    whole = _once_called(whole, slug, *gone.formerly)
    for other in themes.values():
        if other.broader == slug and other.slug != into:
            table = table.changed(other.slug, {"broader": into})
    return table.changed(into, row_of(whole)).without(slug)


def propose(table: Table, words: Iterable[str], who: str | None) -> tuple[Table, list[str]]:
    """Words that name no theme as themes of their own, to be settled later; and their slugs."""
    note = f"{PROPOSED} by {who}" if who else PROPOSED
    names = _names(_themes(table))  # there may be thousands of words
    rows: dict[str, dict[str, str]] = {}
    for said in words:
        above, _, last = plain(said).rpartition("/")  # "senses/smell"
        word = last.strip().replace(_SEPARATOR, ",")
        if not folded(word) or folded(word) in names:
            continue  # the same word in another spelling
        slug = _free(word if SLUG.fullmatch(word) else slug_from(word), names)
        broader = names.get(folded(above.rpartition("/")[2]))
        theme = Theme(slug, broader, _labelled(word), note=note)
        rows[slug] = row_of(theme)
        names |= {name: slug for name in map(folded, theme.words()) if name not in names}
    return (table.plus(*rows.values()) if rows else table), [*rows]


def named(word: str, themes: Mapping[str, Theme]) -> str | None:
    """The slug of the theme that a word names."""
    return _names(themes).get(folded(word))


def row_of(theme: Theme) -> dict[str, str]:
    """The cells of a theme, empty ones included."""
    return {
        "slug": theme.slug,
        "broader": theme.broader or "",
        **{code: theme.labels.get(code, "") for code in LABEL_LANGUAGES},
        **{f"alt_{code}": joined(theme.alternatives.get(code, ())) for code in LABEL_LANGUAGES},
        "note": theme.note or "",
        "match": " ".join(theme.match),
        "formerly": joined(theme.formerly),
    }


def _themes(table: Table) -> dict[str, Theme]:
    return {row["slug"]: theme_of(row) for row in table.rows()}


def _with(theme: Theme, said: Said, themes: Mapping[str, Theme]) -> Theme:
    for code, label in said.labels.items():
        theme = _relabelled(theme, code, label, themes, theme.slug)
    others = {code: [*words] for code, words in theme.alternatives.items()}
    for word in map(plain, said.alternatives):
        _refuse_word(word, theme.slug, themes)
        others.setdefault(language_of(word), []).append(word)
    return replace(
        theme,
        broader=theme.broader if said.broader is None else said.broader,
        alternatives={code: tuple(words) for code, words in others.items()},
        note=theme.note if said.note is None else plain(said.note),
    )


def _relabelled(
    theme: Theme, code: str, label: str, themes: Mapping[str, Theme], slug: str
) -> Theme:
    """The theme under another label; the one before stays as an alternative."""
    label, old = plain(label), theme.labels.get(code)
    _refuse_word(label, slug, themes)
    others = (*theme.alternatives.get(code, ()), *([old] if old else []))
    return replace(
        theme,
        labels={**theme.labels, code: label},
        alternatives={**theme.alternatives, code: _without(others, [label])},
    )


def _without(words: Iterable[str], left_out: Iterable[str]) -> tuple[str, ...]:
    """Words in their order, none twice and none of these."""
    gone = set(left_out)
    return tuple(dict.fromkeys(word for word in words if word and word not in gone))


def _once_called(theme: Theme, *words: str) -> Theme:
    """The theme with words that named it once, as far as none of its others names it."""
    others = {folded(word) for word in replace(theme, formerly=()).words()}
    once = dict.fromkeys((*theme.formerly, *words))
    return replace(theme, formerly=tuple(word for word in once if folded(word) not in others))


def _labelled(word: str) -> dict[str, str]:
    return {language_of(word): plain(word)}


def _refuse_word(word: str, slug: str, themes: Mapping[str, Theme]) -> None:
    if not folded(word):
        raise CannotReword("An empty word names nothing.")
    if _SEPARATOR in word:
        raise CannotReword(
            f'"{word}" holds |, which stands between two words. Say them one by one.'
        )
    owner = named(word, themes)
    if owner is not None and owner != slug:
        raise CannotReword(_names_already(word, themes[owner]))


def _refuse_slug(new: str, slug: str, themes: Mapping[str, Theme]) -> None:
    if not SLUG.fullmatch(new):
        code = language_of(new)
        raise CannotReword(
            f'"{new}" is no slug: small Latin letters, digits and hyphens. '
            f'To change a label, say --{code} "{new}".'
        )
    owner = named(new, themes)
    if owner is not None and owner != slug:
        raise CannotReword(
            f"{_names_already(new, themes[owner])} "
            f"`fieldarchive theme merge {slug} {owner}` makes one theme of the two."
        )


def _names_already(word: str, theme: Theme) -> str:
    if word == theme.slug:
        return f"{word} is a theme already. `fieldarchive theme show {word}` shows it."
    return f'"{word}" names the theme {theme.slug} already, and a word names one theme.'


def _names(themes: Mapping[str, Theme]) -> dict[str, str]:
    """The slug for each folded word that names a theme: its own, or the first with that word."""
    words: dict[str, str] = {}
    for theme in themes.values():
        for word in theme.words():
            words.setdefault(folded(word), theme.slug)
    return {**words, **{slug: slug for slug in themes}}


def _free(slug: str, taken: Collection[str]) -> str:
    """This slug, or with a number where it names a theme already."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
