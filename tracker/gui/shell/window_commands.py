"""The commands of the main window: workspaces, workbooks, undo, search, screens, panes, help."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import Register
from tracker.gui.context.level_words import level_word
from tracker.gui.inbox.return_strip import ReturnStrip
from tracker.gui.kit.commands import Command
from tracker.gui.kit.context_menu import ask_for_menu
from tracker.gui.kit.fields import on_clipboard
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import of_screen
from tracker.gui.shell import list_steps, pane_focus, printing, text_editing, text_size, workspaces
from tracker.gui.shell.about import show_about
from tracker.gui.shell.guide_page import GuidePage
from tracker.gui.shell.help_page import HelpPage
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.sample import Sample


def commands(window: MainWindow) -> list[Command]:
    return [*_file(window), *_edit(window), *_paragraph(window), *_list(window), *_view(window), *_help(window)]


def _file(window: MainWindow) -> list[Command]:
    def why_no_instrument() -> str:
        one = window.model.filters.choice("instrument")
        return "" if one else tr("All instruments are shown. Choose one on the left first.")

    no_state = window.context.why_no_state
    return [
        Command("new workspace", tr("New workspace…"), partial(workspaces.make, window)),
        Command("open", tr("Open workspace…"), partial(workspaces.choose, window)),
        Command("save copy", tr("Save a copy…"), partial(workspaces.save_copy, window)),
        Command("send copy", tr("Save a copy to send…"), partial(workspaces.open_send_page, window)),
        Command("restore", tr("Restore a backup…"), partial(workspaces.open_restore_page, window)),
        Command("add resolution", tr("Add a resolution…"), partial(workspaces.choose_resolution, window)),
        Command("correct reading", tr("Correct the reading…"), window.correct_reading, why_no_instrument),
        Command("new cycle", tr("New cycle…"), window.header.cycle.ask_for_new),
        Command("export", tr("Export a compliance matrix…"), window.show_export, no_state),
        Command("import returned", tr("Import returned…"), window.choose_returned),
        Command(
            "print",
            tr("Print the list…"),
            partial(printing.show_preview, window),
            partial(printing.why_nothing, window),
        ),
        Command("quit", tr("Quit"), window.close),
    ]


def _edit(window: MainWindow) -> list[Command]:
    search = window.found.focus
    return [
        Command("undo", tr("Undo"), window.undo),
        Command("redo", tr("Redo"), window.redo),
        Command("cut", tr("Cut"), text_editing.cut, text_editing.why_not_cut),
        Command("copy", tr("Copy"), text_editing.copy, text_editing.why_not_copy),
        Command("paste", tr("Paste"), partial(_paste, window), partial(_why_not_paste, window)),
        Command("select all", tr("Select all"), text_editing.select_all, text_editing.why_not_select),
        Command("menu", tr("Menu of what is chosen"), ask_for_menu),
        Command("save", tr("Save or send what is typed"), partial(_save, window), partial(_why_not_save, window)),
        Command("leave", tr("Close the page"), partial(_leave, window), partial(_why_no_page, window)),
        Command("search", tr("Search everything"), search),
        Command("search all", tr("Search all Member States"), partial(search, everywhere=True)),
        Command("find", tr("Find in this list"), window.screens.find_in_list),
        Command("your name", tr("Your name…"), window.name.ask),
    ]


def _paragraph(window: MainWindow) -> list[Command]:
    pages, no_paragraph, within = window.pages, window.paragraph_commands.why_no_paragraph, window.checklist
    links = partial(pages.link, Register.MEASURE), partial(pages.link, Register.EVIDENCE)
    return [
        *(
            Command(
                f"level {number}",
                f"{level_word(level)}\t{number}",
                partial(window.set_level_of_chosen, level),
                no_paragraph,
            )
            for number, level in enumerate(Level)
        ),
        Command("new measure", tr("New measure"), pages.new_measure, no_paragraph, within=within),
        Command("link measures", tr("Link existing measures…"), links[0], no_paragraph),
        Command("new evidence", tr("New evidence"), partial(pages.new_evidence), no_paragraph, within=within),
        Command("link evidence", tr("Link existing evidence…"), links[1], no_paragraph),
        Command("history of paragraph", tr("Its whole history"), window.show_history_of_paragraph, no_paragraph),
    ]


def _list(window: MainWindow) -> list[Command]:
    steps = (("next", tr("Next line"), 1), ("previous", tr("Previous line"), -1))
    return [
        Command(
            name,
            text,
            partial(list_steps.step, window.screens, by),
            partial(list_steps.why_no_line, window.screens, by),
        )
        for name, text, by in steps
    ]


def _view(window: MainWindow) -> list[Command]:
    screens = [
        Command(f"screen {one.name}", one.title, partial(window.show_screen, one.name), key=of_screen(number))
        for number, one in enumerate(window.screens.all, 1)
    ]
    return [
        *screens,
        Command("state", tr("Choose the Member State"), window.header.state.focus),
        Command("cycle", tr("Choose the cycle"), partial(_open_list, window.header.cycle)),
        Command("left pane", tr("Show or hide the left pane"), window.panes.toggle_left),
        Command("next pane", tr("Next pane"), partial(pane_focus.go, window, 1)),
        Command("previous pane", tr("Previous pane"), partial(pane_focus.go, window, -1)),
        *text_size.commands(),
        Command("scales", tr("All scales and their crosswalk"), window.pages.scales),
    ]


def _help(window: MainWindow) -> list[Command]:
    sample = Sample(window)
    return [
        Command("help", tr("Keys and first steps"), lambda: window.right.open(partial(HelpPage, window.menuBar()))),
        Command("guide", tr("User guide"), lambda: window.right.open(partial(GuidePage, window.context))),
        Command("sample", tr("Open the sample"), sample.open, sample.why_not),
        Command("about", tr("About tracker"), partial(show_about, window)),
    ]


def _why_not_save(window: MainWindow) -> str:
    if any(field.hasFocus() for field in (window.pane.comments.text, window.name.field, _returning(window).words)):
        return ""
    if window.page:
        return "" if window.page.save_words else tr("There is nothing to save on this page.")
    return tr("There is nothing to send. Assessments are saved as you type.")


def _save(window: MainWindow) -> None:
    """Save the page; without one, say the comment, keep the name or return with the words that are being typed."""
    if window.name.field.hasFocus():
        window.name.keep()
    elif _returning(window).words.hasFocus():
        _returning(window).give()
    elif window.page:
        window.page.save()
    else:
        window.pane.comments.say()


def _returning(window: MainWindow) -> ReturnStrip:
    return window.screens.inbox.return_strip


def _why_no_page(window: MainWindow) -> str:
    return "" if window.page else tr("No page is open.")


def _leave(window: MainWindow) -> None:
    if page := window.page:
        page.leave()


def _why_not_paste(window: MainWindow) -> str:
    if text_editing.may_write() and on_clipboard("text"):
        return ""
    if window.page and on_clipboard("image"):
        return ""
    return tr("Copy something, then go to the field that takes it.")


def _paste(window: MainWindow) -> None:
    """Paste text into the focused field, and anything else into the page."""
    found = text_editing.field()
    if found and text_editing.may_write() and on_clipboard("text"):
        found.paste()
    elif window.page:
        window.page.paste()


def _open_list(chooser: QComboBox) -> None:
    chooser.setFocus(Qt.FocusReason.ShortcutFocusReason)
    chooser.showPopup()
