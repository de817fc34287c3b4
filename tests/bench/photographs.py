"""120 photographs from a card to searchable with thumbnails, against five tools one by one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import archives
import material
from measuring import SQLITE_UTILS, Figure, bench_folder, compared, need, run, warm


def figures(quick: bool) -> Iterator[Figure]:
    exiftool = need("exiftool", "libimage-exiftool-perl")
    vipsthumbnail = need("vipsthumbnail", "libvips-tools")
    number = 12 if quick else 120
    card = material.photographs(bench_folder() / f"photographs-{number}", number)
    warm(card)

    def ours(folder: Path) -> float:
        return archives.new(folder / "archive") + _ingest(folder / "archive", card)

    def theirs(folder: Path) -> float:
        copies = folder / "copies"
        files = [copies / name for name in sorted(os.listdir(card))]
        (folder / "thumbnails").mkdir()
        steps = [
            run(["cp", "-r", card, copies]),
            run(["sha256sum", *files], output=folder / "SHA256SUMS"),
            run([exiftool, "-csv", "-n", *files], output=folder / "exif.csv"),
            run([vipsthumbnail, *files, "--size", "480x480", "-o", f"{folder}/thumbnails/%s.jpg"]),
            run(
                [
                    SQLITE_UTILS,
                    "insert",
                    folder / "x.db",
                    "photographs",
                    folder / "exif.csv",
                    "--csv",
                ]
            ),
        ]
        return sum(steps)

    what = f"{number} photographs of 12 megapixels: ingest / five tools one after another"
    yield compared(what, ours, theirs, 0.7, 1 if quick else 3)


def _ingest(archive: Path, card: Path) -> float:
    return archives.ingest(archive, card)
