"""What a paragraph asks, of whom: in each of its clauses, not only the first.

An addressee is a body that is asked, or whose need or commitment is stated. Partners ("in cooperation with X"),
beneficiaries ("to support X") and channels ("through X") are not; they are recorded with these roles. So a body is an
addressee only after a directive ("urges", "invites", "requests" ...) or after "the need for", "the commitment of".
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from tracker import paths
from tracker.domain.instruments.instrument import Ask, Role
from tracker.instruments import addressees

_FURTHER = (
    r"(?:also|further|once again|again|strongly|urgently|earnestly|solemnly|firmly|therefore|and|likewise"
    r"|in (?:this|that) regard|to (?:this|that) end)"
)
_DIRECTIVE = (
    r"urges|invites|encourages|requests|instructs|directs|asks|mandates|authorizes|recommends|reminds|exhorts|implores"
    r"|continues to (?:encourage|urge|invite|call upon|request)|looks to"
    r"|(?:calls|re(?:iterates|news) (?:its|the) call) (?:also |further |once again |strongly )?(?:up)?on"
    r"|calls for|appeals (?:once again |urgently |also )?to"
    r"|(?:(?:reiterates|renews|repeats|reaffirms) )?(?:its|the) (?:previous |earlier )?"
    r"(?:requests?|invitations?|appeals?|calls?)(?: and (?:encouragement|invitation|appeal|request))? (?:to|upon)"
    r"(?= (?:the|all|relevant|other|those|[A-Z]))"
    r"|commits|demands|insists|expects|entrusts|tasks"
)
# In declarations: "We urge all States to act", "Call upon the Committee".
_FIRST_PERSON = r"urge|invite|encourage|request|call upon|call on|appeal to|recommend|ask"
_VERB = re.compile(
    rf"\b(?:(?P<third>{_DIRECTIVE})|(?P<first>{_FIRST_PERSON}))"
    r"(?:,? (?:in this regard|in that regard|in particular|once again|again|also|further|strongly|therefore),?)?"
    r"(?P<that> that)? ",
    re.IGNORECASE,
)
# A directive opens a clause; a verb in the first person opens a paragraph or follows "we".
_CLAUSE = re.compile(rf"(?:^[“\"]?|, ?| and |; )(?:{_FURTHER}[ ,]+){{0,4}}$", re.IGNORECASE)
_WE = re.compile(rf"(?:^(?:We )?|\bwe )(?:{_FURTHER} ){{0,2}}$", re.IGNORECASE)
_BEFORE = 60  # characters before a verb in which the start of a clause is searched
# What a body is asked to do begins here; after "to the", "to all" the name of the body continues.
_ACTION = re.compile(
    r",? (?P<to>to) (?:(?:also|further|continue|\w+ly) )?"
    r"(?!(?:the|a|an|all|its|their|his|her|this|these|those|such|any|each|which|whom|and|other|date|resolution)\b)"
    r"[a-z]{2,}"
)
_FARTHEST = 700  # characters from the verb to what it asks
_LONGEST = 2000  # characters of what States must do; stored each time States are named
_JOINT = re.compile(
    r"(?:,? and (?:to )?|, (?!as )|;? or |,? as well as |,? together with )(?:in particular |especially )?"
)
_QUALIFIED = re.compile(
    r" (?:that|which|with|affected|emerging|whose|who|of|in|from|at|concerned|having|participating)\b"
    r"[^,;]{0,300}?(?=,? to [a-z]|,|;|$)"
)
_ASIDE = re.compile(
    r",? (?:as|including|in(?! particular)|within|with|where|upon|through|on|consistent|at|taking|when|by|if|while"
    r"|acting|pursuant|bearing|working|under|after|following|during|particularly|inter|notably|such as|and, when"
    r"|and, where)\b"
    r"[^;]{0,400}?(?=,? to [a-z]+ |, and (?:the )?[A-Z])"
)
_STATES = re.compile(r"\b(?:Member States|States [Pp]arties|[Tt]ransit States|States|Governments)\b")
_DETERMINED = re.compile(r"(?:\b(?:all|the|other|those|relevant|concerned) ){0,4}$", re.IGNORECASE)
# What stands before or after "States" if a need or a commitment of theirs is stated.
_NEED_FOR = re.compile(
    r"(?:needs?|necessary|imperative|essential|important|importance|necessity|responsibility|obligation|urgency) for $"
)
_TO_ACT = re.compile(r"[^,;.]{0,40}? to [a-z]|,")
_PROMISE_OF = re.compile(
    r"(?:commitments?|obligations?|responsibility|duty|determination|resolve|pledge) (?:made )?(?:of|by) $"
)
_WORK_OF = re.compile(
    r"(?:[Uu]rges|[Ee]ncourages|[Ii]nvites|[Cc]alls for|[Rr]equests) the (?:continued )?"
    r"(?:cooperation|participation|engagement|involvement|support) (?:of|by) $"
)
_SHALL = re.compile(
    r"(?:,[^,;]{1,80},)? (?:should|shall|must|commit themselves|undertake) (?!also be enabled)\w"
    r"| (?:are|is) committed (?:to|under)\b"
    r"|(?:,[^,;]{1,80},)? (?:are|is) (?:strongly |further |also )?"
    r"(?:invited|encouraged|urged|requested|called upon) to\b"
)
# A declaration speaks for those who adopt it.
_WE_COMMIT = re.compile(
    r"(?:We )?(?:(?:also|further|hereby|therefore|solemnly) )*(?P<verb>commit|pledge|resolve|undertake"
    r"|promise)\b(?: to\b)?",
    re.IGNORECASE,
)
_ADOPTERS = "Heads of State and Government"
_AS_PARTIES = re.compile(r"\b(?:and|or),? as (?P<name>States parties|Member States),")
_ASKS_IN_GENERAL = re.compile(r"(?:Also |Further )?(?:Reiterates its call|Calls for|Urges|Encourages)\b")
# "Urges States that have not done so to consider ratifying ..., and States parties to implement"
_AND_BODY = re.compile(rf"(?<=, and )(?P<name>{addressees.STATES})(?= to [a-z])")
_PARTNER = re.compile(
    r"\bin (?:close |full |continued |active |further )?"
    r"(?:cooperation|collaboration|coordination|consultation|partnership|conjunction|concert) with "
)
_CHANNEL = re.compile(r"(?:,| including) (?:through|via|by means of) ")
_NO_PARTNER = re.compile(r"(?:programmes|mechanisms|networks|procedures|systems?|missions)$")
_BENEFICIARY = re.compile(
    r"\b(?:to|of) (?:assist|support|help|assisting|supporting|helping) |\b(?:assistance|support) to "
)
_BESIDE: dict[Role, re.Pattern[str]] = {"partner": _PARTNER, "channel": _CHANNEL, "beneficiary": _BENEFICIARY}


def asks(text: str, names: Mapping[str, str]) -> tuple[Ask, ...]:
    """Every ask of a paragraph, in order. `names` are the full names of bodies called "the Office", "the Committee"."""
    asks_at: list[tuple[int, Ask]] = []
    verbs = [verb for verb in _VERB.finditer(text) if _directs(text, verb)]
    for index, verb in enumerate(verbs):
        end = verbs[index + 1].start() if index + 1 < len(verbs) else len(text)
        asks_at += [(verb.start(), ask) for ask in _asked(text, verb, end, names)]
    if asks_at:
        asks_at += [(m.start(), _states(m["name"], "", "asked")) for m in _AND_BODY.finditer(text)]
    asks_at += _needed(text)
    if promise := _WE_COMMIT.match(text):
        action = text[promise.end() :].strip(" ;.")
        asks_at.append((0, Ask(promise[0].lower(), _ADOPTERS, "committed", action, strength(promise["verb"].lower()))))
    if asks_at or _ASKS_IN_GENERAL.match(text):
        asks_at += [(m.start(), _states(m["name"], "", "asked")) for m in _AS_PARTIES.finditer(text)]
    asks_at += _beside(text, names)
    asks_at.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(ask for _, ask in asks_at))


def _directs(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb opens a clause."""
    before = text[max(0, verb.start() - _BEFORE) : verb.start()]
    if verb.start() > _BEFORE:
        before = f"…{before}"
    return bool((_CLAUSE if verb["third"] else _WE).search(before))


def _needed(text: str) -> Iterator[tuple[int, Ask]]:
    """States that must act without being asked: "the need for Member States to", "States should"."""
    for states in _STATES.finditer(text):
        before = text[max(0, states.start() - 2 * _BEFORE) : states.start()]
        before = (
            before[: -len(determiners[0])] if (determiners := _DETERMINED.search(before)) and determiners[0] else before
        )
        following = text[states.end() : states.end() + _BEFORE]
        role: Role | None = None
        if _SHALL.match(following) or (_NEED_FOR.search(before) and _TO_ACT.match(following)):
            role = "needed"
        elif _PROMISE_OF.search(before) and re.match(r" (?:to|for|in)\b", following):
            role = "committed"
        elif _WORK_OF.search(before) and re.match(r" (?:with|in|to)\b", following):
            role = "needed"
        if role:
            action = text[states.end() : states.end() + _LONGEST].partition(";")[0].strip(" ,.")
            yield states.start(), _states(states[0], action, role)


def addressed(found: tuple[Ask, ...]) -> tuple[str, ...]:
    """The bodies that are asked, needed or committed: full names, each once, in the order of the asks."""
    return tuple(dict.fromkeys(ask.body for ask in found if ask.role in ("asked", "needed", "committed")))


def to_member_states(names: tuple[str, ...]) -> bool:
    """Whether an addressee is Member States, States, States parties, national authorities or a group of States."""
    return any(addressees.of_states(name) for name in names)


@cache
def _strengths() -> dict[str, int]:
    with (paths.resources() / "verbs.toml").open("rb") as file:
        grades = tomllib.load(file)["grade"]
    return {verb: grade["strength"] for grade in grades for verb in grade["verbs"]}


@cache
def strength(verb: str) -> int:
    """How strongly a verb asks, from 1 (commends to attention) to 6 (demands); 0 for a verb that asks nothing."""
    phrase = verb.lower()
    strengths = _strengths()
    return max(
        (strengths[known_verb] for known_verb in strengths if re.search(rf"\b{known_verb}\b", phrase)), default=0
    )


def _states(name: str, action: str, role: Role) -> Ask:
    return Ask("", addressees.full_name(name, {}), role, action, 0)


def _asked(text: str, verb: re.Match[str], end: int, names: Mapping[str, str]) -> Iterator[Ask]:
    """The asks of one directive, one for each body."""
    start = verb.end()
    if verb["that"] or text.startswith(("that ", "him ", "her ", "them ", "him,", "them,"), start):
        bodies, stop = _behind_that(text, start, bool(verb["that"]), names)
    else:
        bodies, stop = _named(text, start, end, names)
    action = text[stop:end].strip(" ,;.").removesuffix(" and").rstrip(" ,")
    if infinitive := re.match(r"(?:[^;]{0,300}?,? )??to (?=[a-z])", action):
        action = action[infinitive.start() :]
    verb_phrase = (verb["third"] or verb["first"]).lower()
    for name in bodies:
        yield Ask(verb_phrase, name, "asked", action, strength(verb_phrase))


def _named(text: str, start: int, end: int, names: Mapping[str, str]) -> tuple[list[str], int]:
    """The bodies listed one after another from `start` ("States, and the Office"), by their full names, and the offset
    after the last. What qualifies one ("in particular ...") is skipped. `end`: where the clause ends; `names`: full
    names by short name."""
    bodies: list[str] = []
    action = _ACTION.search(text, start, min(end, start + _FARTHEST))
    position = start
    while True:
        limit = action.start() if action and action.start() > position else 0
        body = addressees.body_at(text, position, limit)
        if body is None:
            break
        name, position = body
        bodies.append(addressees.full_name(name, names))
        for pattern in (_QUALIFIED, _ASIDE):
            if aside := pattern.match(text, position):
                position = aside.end()
        joint = _JOINT.match(text, position)
        if not joint or joint.end() > end or _VERB.match(text, joint.end()):
            break
        if _ACTION.match(text, position):
            break
        position = joint.end()
    return bodies, position


def _behind_that(text: str, start: int, that: bool, names: Mapping[str, str]) -> tuple[list[str], int]:
    """The bodies of "requests that he", "invites them", "demands that Israel" (a pronoun stands for the last body of
    its kind), and the offset where they end."""
    if not that and text.startswith("that ", start):
        start += 5
    word = re.match(r"\w+", text[start:])
    if word and word[0] in ("he", "him", "she", "her"):
        return addressees.last_person(text, start), start + len(word[0])
    if word and word[0] in ("they", "them"):
        return addressees.last_group(text, start), start + len(word[0])
    body = addressees.body_at(text, start, 0)
    return ([addressees.full_name(body[0], names)], body[1]) if body else ([], start)


def _beside(text: str, names: Mapping[str, str]) -> list[tuple[int, Ask]]:
    """Partners, channels and beneficiaries, each with its offset."""
    others: list[tuple[int, Ask]] = []
    for role, phrase in _BESIDE.items():
        for match in phrase.finditer(text):
            body = addressees.body_at(text, match.end(), 0)
            if body and not _NO_PARTNER.search(body[0]):
                others.append((match.start(), Ask("", addressees.full_name(body[0], names), role, "", 0)))
    return others
