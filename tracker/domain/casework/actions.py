"""User actions, as history and undo name them. An action is stored as its code and arguments, so that all read history
in their own language; a code is never renamed, its text may change."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from tracker.i18n import Message, tr

ACTIONS: Mapping[str, Message] = {
    "workspace-new": tr("New workspace"),
    "cycle-new": tr("New cycle {name}"),
    "instrument-add": tr("Add {symbol}"),
    "instrument-update": tr("Update {symbol}"),
    "instrument-correct": tr("Correct the reading of {symbol}"),
    "level-set": tr("Level of {paragraphs} set to {level}"),
    "assessment-set": tr("Assessment of {paragraphs}"),
    "field-set": tr("{field} of {paragraphs}"),
    "was-settled": tr("{action}, {stage} before, now a draft again"),
    "were-settled": tr("{action}, %n submitted or accepted before, now draft again", "", 0),
    "submit": tr("Submit {paragraphs}"),
    "accept": tr("Accept {paragraphs}"),
    "accept-own": tr("{action}, submitted by the same person"),
    "accept-some-own": tr("{action}, %n submitted by the same person", "", 0),
    "four-eyes-on": tr("Require four eyes: who submits can't accept"),
    "four-eyes-off": tr("Require four eyes no more"),
    "return": tr("Return {paragraphs}"),
    "draft": tr("Back to draft: {paragraphs}"),
    "keep": tr("Keep the assessment of {paragraphs} for its new words"),
    "revisit": tr("Revisit {paragraphs}"),
    "comment": tr("Comment on {paragraphs}"),
    "answer": tr("Answer on {paragraphs}"),
    "settle": tr("Settle a comment on {paragraphs}"),
    "reopen": tr("Reopen a comment on {paragraphs}"),
    "measure-new": tr("New measure “{title}”"),
    "measure-change": tr("Change measure “{title}”"),
    "evidence-new": tr("New evidence “{title}”"),
    "evidence-change": tr("Change evidence “{title}”"),
    "remove": tr("Remove {rows}"),
    "link": tr("Link {rows} to {paragraphs}"),
    "unlink": tr("Unlink {rows} from {paragraphs}"),
    "note-set": tr("Note of the link of {rows} to {paragraphs}"),
    "view-save": tr("Save view “{name}”"),
    "view-replace": tr("Replace view “{name}”"),
    "view-rename": tr("Rename view “{before}” to “{name}”"),
    "view-remove": tr("Remove view “{name}”"),
    "import": tr("Import {books}: {parts}"),
    "revert": tr("Revert “{action}”"),
    # What an action is about
    "paragraph": tr("paragraph {label}"),
    "paragraph-of": tr("paragraph {label} of {symbol}"),
    "paragraphs": tr("%n paragraph(s)", "", 0),
    "paragraphs-of": tr("%n paragraph(s) of {symbol}", "", 0),
    "paragraphs-of-several": tr("%n paragraph(s) of several resolutions", "", 0),
    "row": tr("“{title}”"),
    "measures": tr("%n measure(s)", "", 0),
    "evidence": tr("%n piece(s) of evidence", "", 0),
    "books": tr("%n workbook(s)", "", 0),
    "changes": tr("%n change(s)", "", 0),
    "new-measures": tr("%n new measure(s)", "", 0),
    "new-evidence": tr("%n new piece(s) of evidence", "", 0),
    "comments": tr("%n comment(s)", "", 0),
    "now-draft": tr("%n submitted or accepted before, now draft again", "", 0),
}


def action(code: str, n: int | None = None, **arguments: object) -> Message:
    """The action of a code, or a phrase for what an action is about. Arguments are plain values, other actions, or
    texts that are translated from tables (`tr`), such as a level."""
    return replace(ACTIONS[code], code=code, n=n, arguments=arguments)


def to_text(message: Message) -> str:
    """Serialise an action as JSON, as the workspace file stores it."""
    return json.dumps(_to_json(message), ensure_ascii=False)


def from_text(stored: str) -> Message:
    """Parse what `to_text` wrote. Earlier versions wrote plain English: any such text becomes a message as it is, as
    does what another program has written there."""
    if stored.startswith("{"):
        with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
            message = _message(json.loads(stored))
            str(message)  # can its words be filled in?
            return message
    return Message(stored)


def named_with(word: str) -> list[str]:
    """The codes of the actions whose names, in the current language, contain `word`."""
    typed = word.casefold()
    return [code for code, message in ACTIONS.items() if typed in str(message).casefold()]


def _to_json(message: Message) -> dict[str, object]:
    arguments = {
        name: _to_json(value) if isinstance(value, Message) else value for name, value in message.arguments.items()
    }
    name = {"code": message.code} if message.code else {"text": message.text}  # a text is from a table, such as a level
    return name | {"n": message.n, "arguments": arguments}


def _message(stored: Mapping[str, Any]) -> Message:
    arguments = {
        name: _message(value) if isinstance(value, dict) else value for name, value in stored["arguments"].items()
    }
    kind = ACTIONS[stored["code"]] if "code" in stored else Message(stored["text"])
    return replace(kind, code=stored.get("code", ""), n=stored["n"], arguments=arguments)
