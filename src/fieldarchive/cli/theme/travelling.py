"""Themes that travel: to other programs and from them, as SKOS."""

from __future__ import annotations

from pathlib import Path

import click

from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.theme.in_words import labels_in_words
from fieldarchive.cli.words import plural, progress, remark, safe, say
from fieldarchive.theming import as_skos, plan_to_adopt
from fieldarchive.theming import write as write_plan
from fieldarchive.vocabulary import Theme
from fieldarchive.vocabulary.adopting import Adopted
from fieldarchive.vocabulary.skos import FORMATS, is_uri

_SHOWN = 12


@click.command("export")
@click.argument("file", type=TypedPath(dir_okay=False))
@click.option("--base", metavar="URI", help="Beginning of the themes' addresses, up to the slug.")
def export(file: Path, base: str | None) -> None:
    """Write the themes to FILE as SKOS, for other programs.

    FILE is Turtle (.ttl) or RDF/XML (.rdf). Addresses begin with this archive's own name, or
    with --base, where the themes have a place on the web.

    Example: fieldarchive theme export themes.ttl --base https://example.org/themes/
    """
    form = _form(file)
    if base is not None and not is_uri(base):
        raise click.BadParameter(f'"{base}" is no URI. Write https://…/', param_hint="--base")
    with opening.archive(for_writing=False) as archive:
        count = len(archive.vocabulary.themes)
        content = as_skos(archive, base, form)
    try:
        with file.open("xb") as target:
            target.write(content)
    except FileExistsError as error:
        raise click.UsageError(f"{file} is there already and was left as it is.") from error
    say(f"{plural(count, 'theme')} written to {safe(file)}.")


@click.command("import")
@click.argument("file", type=TypedPath(dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Tell what would change; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def import_command(file: Path, dry_run: bool, yes: bool) -> int:
    """Take in the themes of FILE, which is SKOS.

    FILE is Turtle (.ttl) or RDF/XML (.rdf); nothing that it points to is fetched.
    A term is one of yours when it has the same address (column match), the same slug, or a label
    that names a theme. Nothing of yours is replaced: words are added, gaps are filled.

    Example: fieldarchive theme import themes.ttl --dry-run
    """
    form = _form(file)
    with opening.to_reword(dry_run=dry_run) as archive:
        plan, adopted = plan_to_adopt(archive, file, form)
        lines = _lines(adopted)
        for sentence in adopted.remarks[:_SHOWN]:
            remark(safe(f"  · {sentence}"))
        if len(adopted.remarks) > _SHOWN:
            remark(f"  · … and {plural(len(adopted.remarks) - _SHOWN, 'more remark')}")
        if not lines:
            say(f"Nothing new: {plural(adopted.same, 'theme')} as before. Nothing was changed.")
            return DONE
        counts = f"{len(adopted.new):,} new, {len(adopted.changed):,} changed"
        if dry_run:
            for line in lines:
                say(line)
            say(f"{counts}. Nothing was written; run it again without --dry-run.")
            return DONE
        if not confirmed(lines, f"{counts}. Take them in?", yes=yes):
            return FAILED
        with progress("bringing items up to date"):
            number = write_plan(archive, plan).number
    say(f"Operation {number}: {counts}. `fieldarchive undo {number}` takes it back.")
    return DONE


def _form(file: Path) -> str:
    form = FORMATS.get(file.suffix.casefold())
    if form is None:
        raise click.BadParameter(
            f'"{file.name}" has to end with .ttl (Turtle) or .rdf (RDF/XML).', param_hint="FILE"
        )
    return form


def _lines(adopted: Adopted) -> list[str]:
    """A line for each theme that is new or says more."""
    lines = []
    for theme in adopted.new:
        under = f"   under {theme.broader}" if theme.broader else ""
        lines.append(f"  new      {theme.slug}   {labels_in_words(theme)}{under}")
    for before, after in adopted.changed:
        lines.append(f"  changed  {after.slug}   {_added(before, after)}")
    return [safe(line.rstrip()) for line in lines]


def _added(before: Theme, after: Theme) -> str:
    words = [word for word in after.words() if word not in before.words()]
    more = {
        "also": ", ".join(words),
        "under": after.broader if after.broader != before.broader else None,
        "note": after.note if after.note != before.note else None,
        "match": " ".join(one for one in after.match if one not in before.match),
    }
    return "; ".join(f"{name} {value}" for name, value in more.items() if value)
