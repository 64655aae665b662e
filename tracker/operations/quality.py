"""What a reviewer would object to in the work on the desk."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from tracker.domain import quality
from tracker.domain.links import Tried
from tracker.domain.quality import Finding
from tracker.operations.casework import Desk
from tracker.store import quality as held
from tracker.store.workspace import Workspace

_NONE: Mapping[str, Tried] = MappingProxyType({})


def findings(workspace: Workspace, desk: Desk, today: date, tried: Mapping[str, Tried] = _NONE) -> list[Finding]:
    """What is found in the work on the desk, rule by rule; `tried`: what came of trying links."""
    with workspace.read() as connection:
        return quality.findings(held.work(connection, desk.state, desk.cycle, today, tried))


def web_links(workspace: Workspace, desk: Desk) -> list[str]:
    """The links of the Member State's measures and evidence that can be tried."""
    with workspace.read() as connection:
        return quality.web_links(held.work(connection, desk.state, desk.cycle, date.today(), _NONE))
