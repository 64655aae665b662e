"""What a reviewer would object to in the work of one Member State and cycle."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from tracker.domain.casework import quality
from tracker.domain.casework.quality import Finding
from tracker.domain.text.web_links import Tried
from tracker.operations.casework import WorkScope
from tracker.store.read import quality as stored
from tracker.store.workspace import Workspace

_NONE: Mapping[str, Tried] = MappingProxyType({})


def findings(workspace: Workspace, scope: WorkScope, today: date, tried: Mapping[str, Tried] = _NONE) -> list[Finding]:
    """The findings in the work in scope, rule by rule; `tried`: the results of checking links, by link."""
    with workspace.read() as connection:
        return quality.findings(stored.work(connection, scope.state, scope.cycle, today, tried))


def web_links(workspace: Workspace, scope: WorkScope) -> list[str]:
    """The links of the Member State's measures and evidence that can be checked."""
    with workspace.read() as connection:
        return quality.web_links(stored.work(connection, scope.state, scope.cycle, date.today(), _NONE))
