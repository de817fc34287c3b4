"""Where everything of an archive lies, and whether its folder is safe to write a database in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.config import CONFIGURATION
from fieldarchive.errors import UnsafePlace

_SYNCED_FOLDERS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "yandex.disk": "Yandex Disk",
    "yandexdisk": "Yandex Disk",
    "яндекс.диск": "Yandex Disk",
    "nutstore": "Nutstore",
    "坚果云": "Nutstore",
    "nextcloud": "Nextcloud",
    "syncthing": "Syncthing",
}
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "9p"}


@dataclass(frozen=True, slots=True)
class Folders:
    """The paths below an archive's root."""

    root: Path

    @property
    def record(self) -> Path:
        """`archive.db`, private."""
        return self.root / "archive.db"

    @property
    def journal(self) -> Path:
        """What SQLite rolls back when a run was cut off."""
        return self.root / "archive.db-journal"

    @property
    def originals(self) -> Path:
        """`files/`: originals by the first two signs of their SHA-256, then the whole of it."""
        return self.root / "files"

    @property
    def parts(self) -> Path:
        """`files/tmp/`: what is being copied in; emptied at the next start."""
        return self.originals / "tmp"

    @property
    def doubtful(self) -> Path:
        """`files/bad/`: originals found damaged and set aside."""
        return self.originals / "bad"

    @property
    def browse(self) -> Path:
        """`browse/`: one database an audience."""
        return self.root / "browse"

    @property
    def drafts(self) -> Path:
        """`drafts/`: field notes that are not recorded yet."""
        return self.root / "drafts"

    @property
    def opened(self) -> Path:
        """`opened/`: copies of originals that were lent to other programs."""
        return self.root / "opened"

    @property
    def lock(self) -> Path:
        """The file whose `flock` says that somebody is writing."""
        return self.root / ".lock"

    @property
    def is_read_only(self) -> bool:
        """Whether the disk takes nothing: a system mounts one so that is failing."""
        return bool(os.statvfs(self.root).f_flag & os.ST_RDONLY)

    @property
    def own(self) -> tuple[Path, ...]:
        """What makes an archive of this folder, by absolute path: never material to take in."""
        made = (self.record, self.originals, self.browse, self.drafts, self.opened)
        edited = (self.root / CONFIGURATION, self.root / "vocabularies")
        return tuple(path.absolute() for path in (*made, *edited))

    def original(self, sha256: str) -> Path:
        """Where an original lies once it is kept."""
        return self.originals / sha256[:2] / sha256

    def published(self, audience: str) -> Path:
        """The browse database of an audience."""
        return self.browse / f"{audience}.db"


def refuse_unsafe_place(root: Path) -> None:
    """Raise `UnsafePlace` for network and cloud-synced folders.

    Databases that a service copies while they are written come back corrupt: see zotero#3427.
    """
    if os.environ.get("FIELDARCHIVE_ALLOW_SYNCED") == "1":
        return
    for part in root.resolve().parts:
        name = part.casefold().split(" - ")[0]
        if name in _SYNCED_FOLDERS:
            raise UnsafePlace(root, _SYNCED_FOLDERS[name])
    if (kind := file_system(root)) in _NETWORK_FILE_SYSTEMS:
        raise UnsafePlace(root, f"a network folder ({kind})")


def file_system(path: Path) -> str | None:
    """The type of the mount that holds `path`, as Linux tells it; None elsewhere."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    resolved = str(path.resolve())
    best, kind = "", None
    for line in lines:
        _, mount, found, *_ = line.split(" ")
        mount = mount.replace("\\040", " ")
        inside = resolved == mount or resolved.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, found
    return kind
