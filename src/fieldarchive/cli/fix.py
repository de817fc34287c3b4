"""`fieldarchive fix`: what lacks a place, a date or a theme, one at a time, one key each."""

from __future__ import annotations

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import name_of
from fieldarchive.cli import opening
from fieldarchive.cli.asking import chosen, refuse_without_terminal
from fieldarchive.cli.filters import Query, asked, query
from fieldarchive.cli.mistyped import refuse_mistyped
from fieldarchive.cli.words import remark, safe, say, to_the_minute
from fieldarchive.editing import plan, write
from fieldarchive.finding import selected
from fieldarchive.fixing import Case, What, case, to_fix
from fieldarchive.history.deciding import Edit
from fieldarchive.model import JSON

_TYPE, _SKIP, _QUIT = "t", "s", "q"


@click.command("fix", cls=Query)
@click.argument("what", type=click.Choice([one.value for one in What]))
@query
@click.option("--dry-run", is_flag=True, help="List what there is to fix, with likely answers.")
def command(what: str, words: tuple[str, ...], dry_run: bool) -> None:
    """Fix the place, date or theme of items that lack it or contradict themselves, one at a time.

    Each is shown with the answers that are likely: press its figure, t to type another, s to skip
    it, q to leave. Every answer is written at once, and `undo` takes it back. QUERY leaves the
    others out.

    Example: fieldarchive fix place -- date:2024-06-12
    """
    with opening.archive(for_writing=False) as archive:
        ids = to_fix(archive, What(what))
        if words:
            query_meets = set(selected(archive, asked(archive, words)))
            ids = [one for one in ids if one in query_meets]
        if not ids:
            say(f"Nothing to fix: no {what} is missing or in doubt.")
            return
        if dry_run:
            for one in ids:
                if found := case(archive, What(what), one):
                    _say(archive, found)
                    say(f"    {_choices(found)}")
            return
    refuse_without_terminal("--dry-run")
    _one_by_one(What(what), ids)


def _one_by_one(what: What, ids: list[str]) -> None:
    fixed = 0
    for number, record in enumerate(ids):
        with opening.archive(for_writing=False) as archive:
            found = case(archive, what, record)
            if found is None:
                continue
            say()
            say(f"{number + 1} of {len(ids)}")
            _say(archive, found)
        answer = _answer(found)
        if answer is None:
            break
        fixed += bool(answer) and _written(what, record, answer)
    left = len(ids) - fixed
    remark(f"{fixed} fixed, {left} left.")


def _say(archive: Archive, found: Case) -> None:
    item = found.item.item
    facts = [to_the_minute(item["date"]), item["city"], item["place"], _position(found)]
    told = " · ".join(str(fact) for fact in facts if fact)
    say(f"{name_of(archive.record, item['id'])}  {safe(item['title'])}  {safe(told)}")
    for sentence in found.told:
        say(f"  · {safe(sentence)}")


def _position(found: Case) -> str | None:
    item = found.item.item
    if item["latitude"] is None:
        return None
    accuracy = f" ±{item['accuracy_m']:.0f} m" if item["accuracy_m"] else ""
    return f"{item['latitude']:.4f} {item['longitude']:.4f}{accuracy}"


def _choices(found: Case) -> str:
    return "   ".join(f"{n} {safe(one.words)}" for n, one in enumerate(found.choices, 1))


def _answer(found: Case) -> dict[str, JSON] | None:
    """What a person says: values by field, empty to skip, None to leave."""
    answers = {str(n): f"[{n}] {safe(one.words)}" for n, one in enumerate(found.choices, 1)}
    answers |= {_TYPE: "[t]ype", _SKIP: "[s]kip", _QUIT: "[q]uit"}
    key = chosen(" ", answers, otherwise=_SKIP)
    if key == _QUIT:
        return None
    if key == _SKIP:
        return {}
    if key == _TYPE:
        return _typed(found)
    return dict(found.choices[int(key) - 1].values)


def _typed(found: Case) -> dict[str, JSON]:
    """What a person types, once it is understood; empty when nothing was typed."""
    while True:
        words = click.prompt(f"  {found.field}", default="", show_default=False, err=True).strip()
        if not words:
            return {}
        try:
            with opening.archive(for_writing=False) as archive:
                return _understood(archive, words, found)
        except click.BadParameter as error:
            remark(f"  ✗ {safe(error.message)}")


def _understood(archive: Archive, words: str, found: Case) -> dict[str, JSON]:
    if found.field == "place" and (city := archive.vocabulary.city_of(words)):
        return {"city": city}
    refuse_mistyped(archive, found.field, words, found.field)
    if found.field == "themes":
        return {"themes": [*found.item.themes, words]}
    return {found.field: words}


def _in_words(value: JSON) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value) or "none"


def _written(what: What, record: str, values: dict[str, JSON]) -> bool:
    """Write an answer and say what it changed; False when it was so already."""
    with opening.archive() as archive:
        for planned in plan(archive, [Edit(record, values)]):
            number = write(archive, [planned.edit], "fix", f"{what} of 1 item")
            told = " · ".join(f"{name} {_in_words(value)}" for name, value in values.items())
            say(f"  {safe(told)}   `fieldarchive undo {number}` takes it back.")
            return True
    return False
