"""The lead verb that opens a paragraph, and the bodies it asks something of.

An addressee is a body that is asked, or whose need or commitment is stated; not a partner ("in cooperation with X"),
a beneficiary ("to support X") or a channel ("through X"). So a body counts only where it stands straight behind a
directive ("urges", "invites", "requests" ...) or behind "the need for", "the commitment of".
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
    rf"|(?:takes?|taking) (?:{_ADVERB} )?(?:note\b|into account\b)"
    rf"|(?:calls?|calling) (?:{_ADVERB} )?(?:upon|on|for)\b"
    rf"|(?:appeals?|appealing) to\b|(?:bears?|bearing) in mind\b|(?:pays?|paying) (?:{_ADJECTIVE} )*tribute\b"
    rf"|(?:continues?|continuing) to \w+|acting under\b"
    rf"|(?:expresses|expressing) (?:(?:its|their) )?(?:{_ADJECTIVE} )*{_NOUN}"
    rf"|\w+(?: {_ADVERB})?(?: (?:its|their) (?:{_ADJECTIVE} )*{_NOUN})?)"
    rf"(?: {_ADVERB}\b)?(?: {_WITH})?(?: {_ADVERB}\b)?",
    re.IGNORECASE,
)

_DEGREE = r"(?:gravely|deeply|fully|firmly|seriously|profoundly|strongly|keenly|greatly|once more|not)"
_FIRST_VERB = re.compile(
    rf"[“\"„«]?(?:(?:{_ADVERB}|{_DEGREE}) ){{0,4}}(?P<verb>[A-Za-z]{{3,}})\b",
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
    congratulates considers continues decides declares dedicates demands denounces deplores designates determines
    directs draws elects emphasizes emphasises encourages endorses establishes exhorts expects expresses extends
    facilitates gives grants hails has highlights honours hopes insists instructs intends invites joins keeps looks
    maintains mandates notes observes offers opposes orders pays pledges postpones praises proclaims promises proposes
    reaffirms reappoints recalls recognizes recognises recommends reconfirms records reemphasizes regards registers
    regrets reiterates rejects remains reminds renews repeats requests requires reserves resolves restates revises
    salutes seeks shares solemnly stands stresses suggests supports takes terminates thanks transmits trusts underlines
    underscores undertakes urges views warns welcomes wishes""".split()  # noqa: SIM905
)
_STATES = (
    r"(?:all |the |other |those |relevant |concerned ){0,4}(?:Member States|States [Pp]arties|[Tt]ransit States|States"
    r"|Governments)"
)
_HEAD = (
    r"(?:States [Pp]arties|Member States|States [Mm]embers|States|[Cc]ountries(?: of (?:destination|origin|transit))?"
    r"|Governments|[Aa]uthorities|[Oo]rganizations|[Ii]nstitutions|[Ee]ntities|[Aa]gencies|[Bb]odies|[Ss]takeholders"
    r"|[Dd]onors|[Oo]bservers|[Cc]ommunity|[Ss]ector|[Ss]ociety|[Aa]cademia|[Pp]arties|[Pp]artners|[Ii]ndustry|[Mm]edia"
    r"|[Cc]ommissions|[Oo]rgans|[Ff]unds|[Pp]rogrammes|[Mm]eetings of Heads of National Drug Law Enforcement Agencies"
    r"|Secretary-General|High Commissioner|Special Rapporteurs?|Executive Director|Director-General|President|Chair"
    r"|Committee|Council|Commission|Board|Office|Organization|Programme|Fund|Bank|Agency|Assembly|Secretariat|Group"
    r"|Entity|Conference|Institute|Bureau|Subcommission)"
)
# Words inside a name; a preposition ends it, save in the names of bodies ("Office on Drugs and Crime").
_INSIDE = r"(?:(?!(?:of|in|on|for|to|that|with|from|by|at|and|the|its|their)\b)[\w’'-]+ ){0,6}?"
_SCOPE = r"(?:international|regional|subregional|interregional|national|bilateral|multilateral|intergovernmental)"
_TAIL = r"(?: (?:on|of|for|against) (?:the )?[A-Z][\w’'-]*(?:(?: (?:of|on|for|and|of the|for the))? [A-Z][\w’'-]*)*)?"
_BODY = re.compile(
    r"(?:(?:the|all|its|their|other|relevant|competent|appropriate|concerned|interested|both) ){0,4}"
    r"(?P<name>United Nations Entity for Gender Equality and the Empowerment of Women"
    rf"|(?:{_SCOPE}(?:, {_SCOPE}){{0,4}} and )?{_INSIDE}{_HEAD}\b"
    rf"(?: and (?:specialized |subsidiary )?(?:agencies|entities|bodies|organizations|programmes|funds)\b)?{_TAIL})"
    r"(?: \([\w-]+\))?"
)
_ASKS = re.compile(
    r"(?:^|(?<=, )|(?<=,)|(?<= and )|(?<=; ))(?:(?:also|further|once again|again|strongly|therefore|and|in this regard"
    r"|in that regard|to (?:this|that) end)[ ,]+){0,4}"
    r"(?P<verb>urges|invites|encourages|requests|instructs|directs|asks|mandates|authorizes"
    r"|continues to (?:encourage|urge|invite|call upon|request)"
    r"|(?:calls|reiterates its call|renews its call) (?:also |further |once again )?(?:up)?on"
    r"|appeals (?:once again )?to"
    r"|reiterates its (?:request|invitation|appeal) to|commits) ",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:,? and (?:to )?|, | or |,? as well as )(?:in particular )?")
_QUALIFIED = re.compile(r" (?:that|which|with|affected|emerging|whose|of|in|from)\b[^,;]{0,300}?(?=,? to [a-z]|,|;|$)")
_ASIDE = re.compile(
    r",? (?:as|including|in(?! particular)|within|with|where|upon|through|on|consistent|at|taking|when|by|if"
    r"|and, when|and, where)\b"
    r"[^;]{0,400}?(?=,? to [a-z]+ |, and (?:the )?[A-Z])"
)
_NEED = re.compile(
    rf"(?:need|needs|necessary|imperative|essential|important|importance|necessity|responsibility|obligation) for"
    rf" (?P<name>{_STATES})(?: to\b|,)"
    rf"|(?:commitments?|obligations?|responsibility|duty|determination|resolve|pledge) (?:made )?(?:of|by)"
    rf" (?P<name2>{_STATES}) (?:to|for|in)\b"
    rf"|\b(?P<name3>{_STATES}) (?:should|shall|must|commit themselves|undertake) (?!also be enabled)\w+"
    rf"|(?:urges|encourages|invites|calls for|requests) the (?:continued )?(?:cooperation|participation|engagement|"
    rf"involvement|support) of (?P<name4>{_STATES}) (?:with|in|to)\b",
    re.IGNORECASE,
)
_AS_PARTIES = re.compile(r"\b(?:and|or),? as (?P<name>States parties|Member States),")
_ASKS_IN_GENERAL = re.compile(r"(?:Also |Further )?(?:Reiterates its call|Calls for|Urges|Encourages)\b")
# "Urges States that have not done so to consider ratifying ..., and States parties to implement"
_AND_BODY = re.compile(rf"(?<=, and )(?P<name>{_STATES})(?= to [a-z])")
_FULL_NAMES = {
    "Office": "United Nations Office on Drugs and Crime",
    "Commission": "Commission on Narcotic Drugs",
    "Board": "International Narcotics Control Board",
    "Organization": "World Health Organization",
    "Council": "Economic and Social Council",
    "Assembly": "General Assembly",
    "meetings of Heads of National Drug Law Enforcement Agencies": "Heads of National Drug Law Enforcement Agencies",
}
_LOOK_BACK = 400  # characters in which a pronoun's body is sought
_DETERMINERS = re.compile(
    r"^(?:(?:the|all|its|their|other|relevant|competent|appropriate|concerned|interested|both|those) )+"
)
_OF_STATES = re.compile(
    r"\b(?:States|countries|Governments|national authorities|domestic authorities)\b(?! (?:agencies|Office))"
)


def opening(text: str) -> str:
    """The operative verb phrase or preambular participle that opens `text`: "Reiterates its call upon"."""
    found = _OPENING.match(text)
    return found[0].strip() if found else ""


def speaks(text: str) -> str:
    """Whether the words open like a "preambular" paragraph (a participle: "Recalling", "Deeply concerned") or an
    "operative" one (a verb of the third person: "Urges", "Further decides"); "" when like neither."""
    found = _FIRST_VERB.match(text)
    if not found:
        return ""
    verb = found["verb"].lower()
    if (verb.endswith("ing") and verb not in ("during", "following")) or verb in _PARTICIPLES:
        return "preambular"
    return "operative" if verb in _VERBS else ""


def addressees(text: str) -> tuple[str, ...]:
    """The bodies `text` asks something of, in full names, each once, in the order they are asked."""
    named: list[tuple[int, str]] = []
    for found in _ASKS.finditer(text):
        named += [(found.start(), name) for name in _asked(text, found.end())]
    if named:
        named += [(found.start(), _full(found["name"])) for found in _AND_BODY.finditer(text)]
    for found in _NEED.finditer(text):
        named.append((found.start(), _full(next(filter(None, found.groups())))))
    if named or _ASKS_IN_GENERAL.match(text):
        named += [(found.start(), found["name"]) for found in _AS_PARTIES.finditer(text)]
    return tuple(dict.fromkeys(name for _, name in sorted(named, key=lambda one: one[0])))


def to_member_states(names: tuple[str, ...]) -> bool:
    """Whether one of the addressees is Member States, States, States parties, national authorities or States named."""
    return any(_OF_STATES.search(name) for name in names)


def _asked(text: str, start: int) -> list[str]:
    """The bodies named one after the other from `start` on, asides between them passed over."""
    names: list[str] = []
    if text.startswith("that he ", start) or text.startswith("them ", start):
        return _pronoun(text, start)
    position = start
    while found := _BODY.match(text, position):
        names.append(_full(found["name"]))
        position = found.end()
        for passed in (_QUALIFIED, _ASIDE):
            if skipped := passed.match(text, position):
                position = skipped.end()
        joint = _JOINT.match(text, position)
        if not joint or _ASKS.match(text, joint.end()):
            break
        position = joint.end()
    return names


def _pronoun(text: str, start: int) -> list[str]:
    """ "requests that he", "invites them": the last body of that kind named before."""
    heads = r"Secretary-General" if text.startswith("that he", start) else r"[a-z]+ (?:countries|States)"
    before = re.findall(heads, text[max(0, start - _LOOK_BACK) : start])
    return before[-1:]


def _full(name: str) -> str:
    name = _DETERMINERS.sub("", name.strip())
    return _FULL_NAMES.get(name, name)
