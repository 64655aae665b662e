"""The filters of the checklist: chosen on the left, shown in the list, kept in saved views, and made anew where the
workspace has other instruments."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tracker.gui.checklist.filter_panel import FilterPanel
from tracker.gui.checklist.filters import ALL, MEMBER_STATES, Filters, Group, groups
from tracker.gui.checklist.view import ChecklistPage
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr
from tracker.i18n import capital
from tracker.operations.instruments import list_instruments
from tracker.operations.themes import theme_names


def all_groups(context: WorkContext) -> list[Group]:
    """The filters there are for what the workspace holds."""
    return groups([one.symbol for one in list_instruments(context.workspace)], theme_names(), date.today())


def first_filters(context: WorkContext) -> Filters:
    """What is chosen before the user chooses: what the newest instrument asks of Member States."""
    held = list_instruments(context.workspace)
    return Filters((("instrument", held[0].symbol if held else ""), ("addressee", MEMBER_STATES)))


class ChecklistFiltering:
    """The list and the filters beside it. `before` is called before the list is another."""

    def __init__(
        self, context: WorkContext, page: ChecklistPage, left: FilterPanel, before: Callable[[], None]
    ) -> None:
        self._context, self._page, self._left, self._before = context, page, left, before
        self._model = page.model
        left.filters_chosen.connect(self._choose)
        page.find_field.textChanged.connect(self._find)

    def show(self, filters: Filters) -> None:
        """Show other filters, on the left and in the list."""
        self._left.show_filters(filters)
        self._choose(filters)

    def restore(self, chosen: Iterable[tuple[str, str]]) -> None:
        """Show what was chosen once, as far as it is still there."""
        known = self.filter_choices()
        there = {group: choice for group, choice in chosen if choice in known.get(group, ())}
        self.show(Filters(tuple({**dict(self._model.filters.chosen), **there}.items())))

    def load_instruments(self) -> None:
        """The instruments in the workspace are others than before: filters, titles and rows follow."""
        held = list_instruments(self._context.workspace)
        self._page.titles = {one.symbol: one.title for one in held}
        made = all_groups(self._context)
        if held and self._model.filters.choice("instrument") not in [one.symbol for one in held]:
            self._model.filters = self._model.filters.with_choice("instrument", held[0].symbol)
        self._left.set_groups(made)
        self._left.show_filters(self._model.filters)
        self._model.set_groups(made)

    # As saved views choose them

    def filter_choices(self) -> dict[str, dict[str, str]]:
        return {group.key: {one.key: capital(tr(one.words)) for one in group.choices} for group in self._model.groups}

    def chosen_filters(self) -> dict[str, str]:
        made = {group.key: self._model.filters.choice(group.key) for group in self._model.groups}
        return {group.key: made[group.key] for group in self._model.groups if group.required or made[group.key] != ALL}

    def choose_filters(self, chosen: Mapping[str, str]) -> None:
        """A filter that always has a choice keeps its own where none is given."""
        filters = Filters()
        for group in self._model.groups:
            own = self._model.filters.choice(group.key) if group.required else ALL
            filters = filters.with_choice(group.key, chosen.get(group.key, own))
        self.show(filters)

    def _choose(self, filters: Filters) -> None:
        self._before()
        self._model.set_filters(Filters(filters.chosen, self._page.find_field.text()))

    def _find(self, words: str) -> None:
        self._model.set_filters(Filters(self._model.filters.chosen, words))
