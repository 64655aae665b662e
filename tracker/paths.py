"""Where the bundled resources, the guide, the migrations and the user's own folder are.

In a wheel `resources/`, `docs/` and `db/` lie inside the package; in a checkout beside it.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _bundled(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """The folder of bundled data: instruments, Member States, themes, the sample."""
    return _bundled("resources")


def icon() -> Path:
    """The program's icon, where a desktop finds it (`make install-desktop` copies what is in this folder)."""
    return resources() / "desktop" / "icons" / "hicolor" / "scalable" / "apps" / "tracker.svg"


def docs() -> Path:
    """The folder of the user guide and its pictures."""
    return _bundled("docs")


def migrations() -> Path:
    """The folder of the Alembic revisions."""
    return _bundled("db")


def user_folder() -> Path:
    """The user's own data folder; TRACKER_HOME names another. It need not exist yet."""
    if home := os.environ.get("TRACKER_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("tracker", appauthor=False)


def default_workspace() -> Path:
    """The workspace that is used when none is named."""
    return user_folder() / "national.tracker"


def ensure_temporary_folder() -> None:
    """Where the system has no folder for temporary files that can be written, use one in the user's own folder; where
    there is none either, what needs one says so."""
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        own = user_folder() / "temporary"
        with suppress(OSError):
            own.mkdir(parents=True, exist_ok=True)
            os.environ["TMPDIR"] = str(own)  # for SQLite too, and for the processes that are started


def sample_workspace() -> Path:
    """Where the sample is that the Help menu opens."""
    return user_folder() / "sample.tracker"
