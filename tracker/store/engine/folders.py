"""Detect folders shared with other computers: network drives and synchronised folders. SQLite's write-ahead log is not
safe there (https://sqlite.org/wal.html, "all processes must be on the same host computer"), and the file may be copied
or replaced at any moment."""

import os
from enum import Enum, auto
from functools import cache
from pathlib import Path

from tracker.i18n import tr

_NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "afs",
    "9p",
    "ncp",
    "ceph",
    "gluster",
    "lustre",
    "webdav",
    "davfs",
    "sshfs",
    "gvfs",
    "rclone",
    "fuse.s3",
    "beegfs",
    "vboxsf",
    "vmhgfs",
    "prl_fs",
)  # the last three are of virtual machines
_SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "pcloud",
    "megasync",
    "box sync",
    "synologydrive",
    "seafile",
    "syncthing",
    "yandex.disk",
    "kdrive",
    "proton drive",
    "tresorit",
    "creative cloud files",
)
_MARKS = (
    ".dropbox",
    ".dropbox.cache",
    ".stfolder",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".sync_journal.db",
    ".seafile-data",
    ".megaignore",
    ".tmp.drivedownload",
)
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


class Sharing(Enum):
    """How a folder is shared with other computers."""

    NONE = auto()
    NETWORK = auto()
    SYNCHRONISED = auto()


ADVICE = {
    Sharing.NETWORK: tr("This workspace lies on a network drive. Let only one computer have it open at a time."),
    Sharing.SYNCHRONISED: tr(
        "This workspace lies in a folder that is kept the same on several computers. Close it here, and wait until the "
        "copy is made, before you open it on another one."
    ),
}
"""What the user must know about a workspace in such a folder."""


@cache
def sharing(folder: Path) -> Sharing:
    """How `folder` is shared, as far as its path and file system show."""
    resolved = folder.resolve()
    if _on_network(resolved):
        return Sharing.NETWORK
    return Sharing.SYNCHRONISED if _is_synchronised(resolved) else Sharing.NONE


def _is_synchronised(folder: Path) -> bool:
    if any(part.lower().startswith(_SYNCHRONISED) for part in folder.parts):
        return True
    places = [Path(place).resolve() for name in _VARIABLES if (place := os.environ.get(name))]
    above = (folder, *folder.parents)
    return any(place in above for place in places) or any(
        (parent / mark).exists() for parent in above for mark in _MARKS
    )


def _on_network(folder: Path) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    import psutil

    mounts = {Path(part.mountpoint): part for part in psutil.disk_partitions(all=True)}
    mount = next((mounts[parent] for parent in (folder, *folder.parents) if parent in mounts), None)
    if mount is None:
        return False
    kind = mount.fstype.lower().removeprefix("fuse.")
    return kind.startswith(_NETWORK) or f"fuse.{kind}".startswith(_NETWORK) or "remote" in mount.opts.split(",")
