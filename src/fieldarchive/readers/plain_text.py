"""Plain text out of paragraphs, tables, boxes and notes that open and close.

`docx` and `odt` tell what they meet; here it is put in reading order. A paragraph is a line; the
cells of a row stand between tabs, rows on lines of their own; a text box follows the paragraph
it hangs on; foot- and endnotes stand below the text, each after its mark.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldarchive.errors import Unreadable

MAX_SIGNS = 20_000_000

_BETWEEN = {"body": "\n", "box": "\n", "note": "\n", "table": "\n", "cell": "\n", "row": "\t"}


@dataclass(slots=True)
class _Part:
    """Something open: what it holds so far, and what has to follow it."""

    kind: str
    pieces: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


class PlainText:
    """Collects the text of one document; kinds are those of `_BETWEEN`, and "paragraph"."""

    def __init__(self) -> None:
        self._open = [_Part("body")]
        self._size = 0
        self._notes: dict[str, str] = {}
        self._marks: dict[str, int] = {}
        self._note_names: list[str] = []

    def write(self, text: str) -> None:
        """Add text to the open paragraph; what stands between paragraphs is layout."""
        if self._open[-1].kind != "paragraph":
            return
        self._size += len(text)
        if self._size > MAX_SIGNS:
            raise Unreadable(
                f"Its text is longer than {MAX_SIGNS // 1_000_000} million signs. Split it.",
                code="too-large",
            )
        self._open[-1].pieces.append(text)

    def mark(self, note: str) -> None:
        """Set the mark of a note, "[1]" for the first that the text refers to."""
        self.write(f"[{self._marks.setdefault(note, len(self._marks) + 1)}]")

    def open_note(self, note: str) -> None:
        """Begin the text of a note; `close` ends it."""
        self._note_names.append(note)
        self.open("note")

    def open(self, kind: str) -> None:
        """Begin a paragraph, table, row, cell or box inside whatever is open."""
        self._open.append(_Part(kind))

    def close(self) -> None:
        """End what was opened last, and give its text to what holds it."""
        part, holder = self._open.pop(), self._open[-1]
        text = _BETWEEN.get(part.kind, "").join(part.pieces)
        if part.kind == "note":
            self._notes[self._note_names.pop()] = text.strip()
        elif part.kind == "box":
            (holder.after if holder.kind == "paragraph" else holder.pieces).append(text)
        elif part.kind in ("paragraph", "cell") or text.strip():
            holder.pieces.append(text)
        holder.pieces.extend(part.after)

    def text(self) -> str:
        """The whole text, notes below it."""
        body = "\n".join(self._open[0].pieces).strip("\n")
        notes = [
            f"[{number}] {self._notes[name]}"
            for name, number in self._marks.items()
            if self._notes.get(name)
        ]
        return "\n\n".join(filter(None, [body, "\n".join(notes)]))
