"""The texts of the page of a reading: descriptions of corrections, and what accepting would do."""

from tracker.domain.instruments.corrections import (
    Addressees,
    Correction,
    Join,
    Masthead,
    Renumber,
    Retype,
    Split,
    Theme,
    Words,
)
from tracker.gui.kit.i18n import tr
from tracker.operations.instruments import Preview


def described(correction: Correction) -> str:
    """A correction as the undo menu shows it."""
    if isinstance(correction, Masthead):
        return tr("Symbol, title or date")
    templates = {
        Join: tr("Join {where} with the one before"),
        Split: tr("Split {where}"),
        Renumber: tr("Number of {where}"),
        Retype: tr("Type of {where}"),
        Addressees: tr("Addressees of {where}"),
        Theme: tr("Theme of {where}"),
        Words: tr("Words of {where}"),
    }
    return templates[type(correction)].format(where=correction.place.where)


def effect_words(seen: Preview) -> tuple[str, bool]:
    """What accepting would do, and whether that is a warning."""
    symbol, effect = seen.instrument.symbol, seen.effect
    paragraphs = tr("%n operative paragraph(s)", "", len(seen.instrument.operative))
    if not symbol:
        return tr("No symbol was found. Type it here, such as A/RES/74/178."), True
    if effect is None:
        return tr("Accepting adds {symbol} with {paragraphs}.").format(symbol=symbol, paragraphs=paragraphs), False
    if effect.losses:
        fault = tr("{symbol} is in the workspace, with work on {places}, which this reading does not have.")
        advice = tr("Join, split, number or type the paragraphs so that they are found again, or move the work first.")
        return f"{fault.format(symbol=symbol, places=', '.join(effect.losses))} {advice}", True
    sentences = [tr("{symbol} is in the workspace.").format(symbol=symbol)]
    for number, sentence in (
        (effect.changed, tr("%n paragraph(s) has/have other words", "", effect.changed)),
        (effect.new, tr("%n paragraph(s) is/are new", "", effect.new)),
        (effect.gone, tr("%n paragraph(s) go(es)", "", effect.gone)),
        (effect.suspect, tr("%n assessment(s) will be suspect", "", effect.suspect)),
    ):
        if number:
            sentences.append(f"{sentence}.")
    if len(sentences) == 1:
        sentences.append(tr("All paragraphs keep their words."))
    return " ".join(sentences), bool(effect.suspect or effect.gone)


def accepted_words(seen: Preview) -> str:
    """What accepting did, and how many assessments it made suspect."""
    symbol, number = seen.instrument.symbol, len(seen.instrument.operative)
    if seen.effect is None:
        return tr("Added {symbol} with {number} operative paragraphs.").format(symbol=symbol, number=number)
    suspect = tr("%n assessment(s) is/are suspect", "", seen.effect.suspect)
    updated = tr("Updated {symbol}.").format(symbol=symbol)
    return f"{updated} {suspect}." if seen.effect.suspect else updated
