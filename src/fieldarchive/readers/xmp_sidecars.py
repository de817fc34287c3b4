"""XMP sidecars: the .xmp file that Lightroom, darktable or digiKam puts beside a photograph.

What a person wrote there is newer than what the picture carries, so its claims have the
authority of a sidecar. The XML is read by `xmp`, its meaning by `xmp_claims`.
"""

from __future__ import annotations

from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.model import Authority, Hints, Reading, Role
from fieldarchive.readers.told import Told, join
from fieldarchive.readers.xmp import MAX_XMP_BYTES
from fieldarchive.readers.xmp_claims import read_blocks


def read(path: Path, hints: Hints) -> Reading:
    """Read a .xmp file; raises `Unreadable` for one over 4 MiB or one that is no XMP."""
    with path.open("rb") as file:
        block = file.read(MAX_XMP_BYTES + 1)
    told = read_blocks([block], Authority.SIDECAR)
    if told.problems:
        reason = told.problems[0].message.partition(". ")[0]
        raise Unreadable(f"{reason}. Write the sidecar again.", code="broken-xmp")
    whole = join(Told(), told, Told(), Authority.SIDECAR)
    return Reading(
        format="xmp",
        mime="application/rdf+xml",
        role=Role.SIDECAR,
        claims=whole.claims,
        photograph=whole.facts,
        problems=whole.problems,
    )
