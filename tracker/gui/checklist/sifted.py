"""The filters of the checklist as saved views choose them."""

from collections.abc import Callable, Mapping

from tracker.gui.checklist.filters import ALL, Filters
from tracker.gui.checklist.model import ChecklistModel


class SiftedChecklist:
    """`show` shows other filters, on the left and in the list."""

    def __init__(self, model: ChecklistModel, show: Callable[[Filters], None]) -> None:
        self._model = model
        self._show = show

    def filter_choices(self) -> dict[str, dict[str, str]]:
        return {group.key: {one.key: one.words for one in group.choices} for group in self._model.groups}

    def chosen_filters(self) -> dict[str, str]:
        made = {group.key: self._model.filters.choice(group.key) for group in self._model.groups}
        return {group.key: made[group.key] for group in self._model.groups if group.required or made[group.key] != ALL}

    def choose_filters(self, chosen: Mapping[str, str]) -> None:
        """A filter that always has a choice keeps its own where none is given."""
        filters = Filters()
        for group in self._model.groups:
            own = self._model.filters.choice(group.key) if group.required else ALL
            filters = filters.with_choice(group.key, chosen.get(group.key, own))
        self._show(filters)
