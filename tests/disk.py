"""A disk that is full, as SQLite sees it."""

from tracker.store.workspace import Workspace

_SPACIOUS = 1_000_000
_PAGE = 4_096


def fill_disk(workspace: Workspace, left: int = 0) -> None:
    """Leave room for so many pages more, and none that are free within the file."""
    while free := _number(workspace, "PRAGMA freelist_count"):
        workspace.set(f"filling {free}", "x" * _PAGE * free)
    _limit(workspace, _number(workspace, "PRAGMA page_count") + left)


def make_room(workspace: Workspace) -> None:
    _limit(workspace, _SPACIOUS)


def _number(workspace: Workspace, query: str) -> int:
    with workspace.read() as connection:
        return int(connection.exec_driver_sql(query).scalar_one())


def _limit(workspace: Workspace, pages: int) -> None:
    with workspace.write() as write:
        write.session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
