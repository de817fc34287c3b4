"""Word processor files as plain text: .docx and .odt, with what their properties claim.

A document that has the shape of an interview becomes segments (see `interviews`). Safety lies in
`containers`, the two formats in `docx` and `odt`.
"""

from __future__ import annotations

from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.model import Claim, Hints, Problem, Reading, Role
from fieldarchive.readers import docx, odt
from fieldarchive.readers.containers import Container, opened
from fieldarchive.readers.interviews import segments_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"


def read(path: Path, hints: Hints) -> Reading:
    """Read a .docx or .odt; raises `Unreadable` for one that is damaged, locked or unsafe."""
    is_odt = path.suffix.lower() == ".odt"
    with opened(path) as container:
        text = odt.text_of(container) if is_odt else docx.text_of(container)
        claims, problems = _properties(container, is_odt)
    segments = segments_of(text)
    return Reading(
        format="odt" if is_odt else "docx",
        mime=_ODT if is_odt else _DOCX,
        role=Role.TRANSCRIPT if segments else Role.TEXT,
        text=text,
        segments=segments,
        claims=claims,
        problems=problems,
    )


def _properties(
    container: Container, is_odt: bool
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Damaged properties do not cost the text."""
    try:
        if is_odt:
            return odt.properties_of(container).claims("odt properties"), ()
        return docx.properties_of(container).claims("docx core properties"), ()
    except Unreadable as error:
        return (), (Problem("properties-unreadable", f"Its properties: {error.reason}"),)
