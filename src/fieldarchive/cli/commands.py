"""The list of commands, each a module that is imported when its command is run or helped."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from fieldarchive import __version__
from fieldarchive.cli.imports import import_sqlite_utils
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.typed import refuse_bytes

_SECTIONS = {
    "Take in and look": {
        "init": "Make a new archive.",
        "ingest": "Take in files and folders.",
        "note": "Write a field note.",
        "show": "Show one item.",
        "open": "Open an item in the program for it.",
        "find": "Find items by words and by what they are.",
        "concordance": "Line up all places where words are said.",
        "saved": "List and remove saved searches.",
        "status": "Tell how the archive stands.",
        "serve": "Serve the browse database to a browser.",
        "export": "Write tables for analysis.",
        "demo": "Make and serve a sample archive.",
    },
    "Describe": {
        "tag": "Put themes on items, and take them off.",
        "edit": "Say anew what items are.",
        "check": "Check what is wrong or missing in descriptions.",
        "fix": "Fix what lacks a place, date or theme, one by one.",
    },
    "Words": {
        "theme": "List, add, rename and join themes.",
        "person": "List, add and describe people, by handle.",
        "place": "Tell where a position lies, or list places.",
        "date": "Show how words are read as a date.",
        "device": "Set the clocks of cameras and recorders right.",
    },
    "History and other laptops": {
        "log": "List what was done, by number.",
        "undo": "Take back what an operation did.",
        "redo": "Take back the last undo.",
        "merge": "Bring in another archive or a backup.",
        "conflicts": "List what laptops said apart.",
        "resolve": "Decide between what laptops said apart.",
    },
    "Keep safe": {
        "verify": "Read every original again and check it.",
        "backup": "Back up the archive to another disk.",
        "restore": "Make a new archive from a backup.",
        "rebuild": "Make everything derived again.",
    },
    "Remove": {
        "erase": "Erase items for good: a narrator withdraws.",
        "gc": "Remove originals that nothing needs any more.",
    },
}
NAMES = [name for section in _SECTIONS.values() for name in section]


class _Lazy(click.Group):
    """A group that knows the names of its commands and imports only the one asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return NAMES

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NAMES:
            return None
        import_sqlite_utils()
        module = import_module(f"fieldarchive.cli.{cmd_name}")
        command: click.Command = module.command
        refuse_bytes(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a word that is no command is told with the command that looks like it."""
        if args[0] not in NAMES and not args[0].startswith("-"):
            raise click.UsageError(f'No command is called "{args[0]}".{_meant(args[0])}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


def _meant(typed: str) -> str:
    from difflib import get_close_matches  # only here: it is hardly ever needed

    like = get_close_matches(typed.lower(), NAMES, n=1, cutoff=0.7)
    return f" Did you mean `fieldarchive {like[0]}`?" if like else ""


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.option(
    "--archive",
    type=TypedPath(file_okay=False),
    help="Folder of the archive. Else FIELDARCHIVE_ROOT, else the nearest one upward.",
)
@click.version_option(__version__, prog_name="fieldarchive")
@click.pass_context
def fieldarchive(context: click.Context, archive: Path | None) -> None:
    """Keep, describe and browse the material of ethnographic fieldwork.

    Example: fieldarchive demo
    """
    context.obj = archive
