"""The filters of the checklist: chosen on the left, applied to the list, stored in saved views, and rebuilt when the
instruments in the workspace change."""

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
    """All filters, with the instruments in the workspace as choices."""
    return groups(
        [instrument.symbol for instrument in list_instruments(context.workspace)], theme_names(), date.today()
    )


def first_filters(context: WorkContext) -> Filters:
    """The filters at the start: what the newest instrument asks of Member States."""
    instruments = list_instruments(context.workspace)
    return Filters((("instrument", instruments[0].symbol if instruments else ""), ("addressee", MEMBER_STATES)))


class ChecklistFiltering:
    """Keeps the list and the filter panel in step. `before()` is called before the panel's filters change the list."""

    def __init__(
        self, context: WorkContext, page: ChecklistPage, left: FilterPanel, before: Callable[[], None]
    ) -> None:
        self._context, self._page, self._left, self._before = context, page, left, before
        self._model = page.model
        left.filters_chosen.connect(self._choose)
        page.find_field.textChanged.connect(self._find)
        page.show_all.connect(lambda: self.choose_filters({}))

    def show(self, filters: Filters) -> None:
        """Apply filters to the panel and the list."""
        self._left.show_filters(filters)
        self._choose(filters)

    def show_instrument(self, symbol: str) -> None:
        """Show the paragraphs of an instrument: those to the addressees that are chosen, if it has such; no other
        filter, and no search, hides any."""
        self._page.find_field.clear()
        addressee = ("addressee", self._model.filters.choice("addressee"))
        self.show(Filters((("instrument", symbol), addressee)))
        if not self._model.rowCount():
            self.show(Filters((("instrument", symbol),)))

    def restore(self, chosen: Iterable[tuple[str, str]]) -> None:
        """Apply choices (group, choice) stored earlier; those that no longer exist are skipped."""
        known = self.filter_choices()
        existing = {group: choice for group, choice in chosen if choice in known.get(group, ())}
        self.show(Filters(tuple({**dict(self._model.filters.chosen), **existing}.items())))

    def load_instruments(self) -> None:
        """Rebuild filters, titles and rows after the instruments in the workspace have changed."""
        instruments = list_instruments(self._context.workspace)
        self._page.titles = {instrument.symbol: instrument.title for instrument in instruments}
        new_groups = all_groups(self._context)
        if instruments and self._model.filters.choice("instrument") not in [
            instrument.symbol for instrument in instruments
        ]:
            self._model.filters = self._model.filters.with_choice("instrument", instruments[0].symbol)
        self._left.set_groups(new_groups)
        self._left.show_filters(self._model.filters)
        self._model.set_groups(new_groups)

    # For saved views

    def filter_choices(self) -> dict[str, dict[str, str]]:
        return {
            group.key: {choice.key: capital(tr(choice.words)) for choice in group.choices}
            for group in self._model.groups
        }

    def chosen_filters(self) -> dict[str, str]:
        choices = {group.key: self._model.filters.choice(group.key) for group in self._model.groups}
        return {
            group.key: choices[group.key] for group in self._model.groups if group.required or choices[group.key] != ALL
        }

    def choose_filters(self, chosen: Mapping[str, str]) -> None:
        """Apply choices by group; a required filter keeps its choice where `chosen` has none."""
        filters = Filters()
        for group in self._model.groups:
            default = self._model.filters.choice(group.key) if group.required else ALL
            filters = filters.with_choice(group.key, chosen.get(group.key, default))
        self.show(filters)

    def _choose(self, filters: Filters) -> None:
        self._before()
        self._model.set_filters(Filters(filters.chosen, self._page.find_field.text()))

    def _find(self, words: str) -> None:
        self._model.set_filters(Filters(self._model.filters.chosen, words))
