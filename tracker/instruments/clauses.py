"""How a paragraph opens: its lead verb, and whether it reads like one of the preamble or of the operative part.

The forms are those of the United Nations Editorial Manual and of the resolutions themselves: "Also encourages",
"Reiterates its call upon", "Takes note with appreciation"; in declarations the first person, "Commit to".
"""

import re

_ADVERB = r"(?:also|further|again|once again|likewise|equally|strongly|solemnly|urgently|in particular)"
_ADJECTIVE = (
    r"(?:deep|grave|great|serious|sincere|profound|strong|unwavering|firm|full|continued|urgent|special|\w+est)"
)
_NOUN = (
    r"(?:call(?: (?:up)?on)?|commitment|request|invitation|appeal|appreciation|concern|gratitude|satisfaction|regret"
    r"|determination|conviction|support|intention|hope|belief|sympathy|thanks|tribute|solidarity)\b"
)
_WITH = rf"with (?:{_ADJECTIVE} )*(?:appreciation|concern|interest|satisfaction|regret|alarm|gratitude|approval)\b"
_OPENING = re.compile(
    rf"(?:{_ADVERB} ){{0,4}}"
    rf"(?:(?:gravely|deeply|fully|firmly|seriously|profoundly) \w+"  # Deeply concerned
    rf"|(?:takes?|taking) (?:{_ADVERB} )?(?:note\b|into (?:account|consideration)\b)"
    rf"|(?:calls?|calling) (?:{_ADVERB} )?(?:upon|on|for)\b"
    rf"|(?:appeals?|appealing) to\b|(?:bears?|bearing) in mind\b|(?:pays?|paying) (?:{_ADJECTIVE} )*tribute\b"
    rf"|(?:continues?|continuing) to \w+|acting under\b|(?:looks|looking) forward\b|having \w+|commits? to\b"
    rf"|(?:keeps|keeping) in mind\b|draws (?:the )?attention\b|we (?:(?:also|further|therefore) )?\w+"
    rf"|(?:expresses|expressing) (?:(?:its|their|our) )?(?:{_ADJECTIVE} )*{_NOUN}"
    rf"|\w+(?: {_ADVERB})?(?: (?:its|their|our) (?:{_ADJECTIVE} )*{_NOUN})?)"
    rf"(?: {_ADVERB}\b)?(?: {_WITH})?(?: {_ADVERB}\b)?",
    re.IGNORECASE,
)

_LONGEST = 80  # characters of a lead verb: "Expresses its deep concern and strong dissatisfaction"
_DEGREE = r"(?:gravely|deeply|fully|firmly|seriously|profoundly|strongly|keenly|greatly|once more|not)"
_FIRST_VERB = re.compile(
    rf"[“\"„«]?(?:(?:{_ADVERB}|{_DEGREE}) ){{0,4}}(?P<verb>[A-Za-z][A-Za-z-]{{2,}})\b",
    re.IGNORECASE,
)
_PARTICIPLES = frozenset(
    """alarmed appalled aware cognizant committed concerned conscious convinced desirous determined disappointed
    dismayed distressed disturbed encouraged gratified guided horrified indignant inspired mindful moved outraged
    persuaded perturbed pleased resolved satisfied saddened shocked""".split()  # noqa: SIM905
)
_VERBS = frozenset(
    """accepts acknowledges adopts advises affirms agrees aligns appeals appoints appreciates approves asks asserts
    associates assures attaches authorizes calls cautions changes commends concludes concurs condemns confirms
    congratulates considers continues decides declares dedicates demands denounces deplores designates
    determines directs draws elects emphasizes emphasises encourages endorses establishes exhorts expects
    expresses extends facilitates gives grants hails has highlights honours hopes insists instructs intends
    invites joins keeps looks maintains mandates notes observes offers opposes orders pays pledges postpones
    praises proclaims promises proposes reaffirms re-emphasizes reappoints recalls recognizes recognises
    recommends reconfirms records reemphasizes regards registers regrets reiterates rejects remains reminds
    renews repeats requests requires reserves resolves respects restates revises salutes seeks shares solemnly
    stands stresses suggests supports takes terminates thanks transmits trusts underlines underscores undertakes
    urges views warns welcomes wishes""".split()  # noqa: SIM905
)
_FIRST_PERSON = frozenset(
    {verb.removesuffix("s") for verb in _VERBS}
    | {"express", "stress", "commit", "pledge", "resolve", "address", "agree"}
)


def opening(text: str, lead: str = "") -> str:
    """The operative verb phrase or preambular participle that opens `text`: "Reiterates its call upon".

    `lead` is the text that the file sets in italics there; it is the verb, unless it is a title or a whole sentence.
    """
    if lead and text.startswith(lead) and len(lead) <= _LONGEST and speaks(lead):
        return lead
    match = _OPENING.match(text)
    return match[0].strip() if match else ""


def declares(text: str) -> bool:
    """Whether the text opens as in a declaration ("Reaffirm our commitment", "We pledge to") or as in a resolution."""
    match = _FIRST_VERB.match(text.removeprefix("We "))
    return match is not None and (match["verb"].lower() in _FIRST_PERSON or bool(speaks(text)))


def speaks(text: str) -> str:
    """Whether the text opens like a "preambular" paragraph (a participle: "Recalling", "Deeply concerned") or an
    "operative" one (a verb in the third person: "Urges", "Further decides"); "" if like neither."""
    match = _FIRST_VERB.match(text)
    if not match:
        return ""
    verb = match["verb"].lower()
    if (verb.endswith("ing") and verb not in ("during", "following")) or verb in _PARTICIPLES:
        return "preambular"
    return "operative" if verb in _VERBS else ""
