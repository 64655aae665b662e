"""Names of bodies in resolutions (States, organs, offices, groups of organizations), and which one "the Office" is."""

import re
from collections.abc import Mapping

STATES = (
    r"(?:all |the |other |those |relevant |concerned ){0,4}(?:Member States|States [Pp]arties|[Tt]ransit States|States"
    r"|Governments)"
)
_HEAD = (
    r"(?:States [Pp]arties|Member States|States [Mm]embers|States|[Cc]ountries(?: of (?:destination|origin|transit))?"
    r"|Governments?|[Aa]uthorities|[Oo]rganizations|[Ii]nstitutions|[Ee]ntities|[Aa]gencies|[Bb]odies|[Ss]takeholders"
    r"|[Dd]onors|[Oo]bservers|[Cc]ommunity|[Ss]ector|[Ss]ociety|[Aa]cademia|[Pp]arties|[Pp]artners|[Ii]ndustry|[Mm]edia"
    r"|[Cc]ommissions|[Oo]rgans|[Ff]unds|[Pp]rogrammes|[Mm]eetings of Heads of National Drug Law Enforcement Agencies"
    r"|[Aa]ctors|[Pp]owers?|[Ff]ederations|[Ff]oundations|[Nn]etworks|[Mm]echanisms|[Pp]rocedures|[Ee]xperts|[Oo]ffices"
    r"|[Dd]epartments|[Cc]entres|[Uu]niversities|[Pp]arliaments|[Pp]arliamentarians|[Cc]ommittees|[Cc]oordinators?"
    r"|[Mm]andate holders|[Rr]apporteurs|[Rr]epresentatives|[Ii]ndividuals|[Ff]orums|[Ss]ponsors|[Gg]roups|[Ll]eaders"
    r"|[Mm]issions|[Ss]chools|[Cc]ompanies|[Ee]nterprises|[Bb]usinesses|[Ii]nvestors|[Pp]rofessionals|[Cc]onferences"
    r"|United Nations system|[Ss]ystem|[Ss]ecretariats?|President of the General Assembly"
    r"|Secretary-General|High Commissioner(?: for (?:Human Rights|Refugees))?|Commissioner-General|High Representative"
    r"|Special Rapporteurs?|Special Representative|Special Envoy|Personal Envoy|Envoy|Under-Secretary-General"
    r"|Executive Director|Executive Secretary|Executive Head|Director-General|Director|President|Presidents"
    r"|Chairs?"
    r"|Administrator|Emergency Relief Coordinator|Prosecutor|Registrar|Ombudsman|Adviser|Facilitators"
    r"|Committee|Council|Commission|Board|Office|Organization|Programme|Fund|Bank|Agency|Assembly|Secretariat|Group"
    r"|Entity|Conference|Institute|Bureau|Subcommission|Subcommittee|Department|Division|Centre|Facility|Forum|Panel"
    r"|Task Force|Task Team|Force|Mission|Team|Network|University|Union|League|Court|Tribunal|Mechanism|Platform"
    r"|Partnership|Alliance|Union|Corporation|Authority|Service|Unit|Section|College|Inspectorate|Movement)"
)
# Words inside a name; a preposition ends it, except in the names of bodies ("Office on Drugs and Crime").
_INSIDE = (
    r"(?:(?!(?:of|in|on|for|to|that|with|from|by|at|and|the|a|an|its|their|between|among|into|through|under|towards|as)\b)"
    r"[\w’'-]+ ){0,6}?"
)
_SCOPE = (
    r"(?:international|regional|subregional|interregional|national|bilateral|multilateral|intergovernmental|local"
    r"|governmental|non-governmental|public|private|global|developed|developing|scientific|economic|social)"
)
_TAIL = (
    r"(?: (?:on|of|for|against|to) (?:the )?[A-Z][\w’'-]*"
    r"(?:(?: (?:of|on|for|and|of the|for the))? [A-Z][\w’'-]*)*)?"
)
_BODY = re.compile(
    r"(?:each of )?(?:(?:the|all|its|their|other|relevant|competent|appropriate|concerned|interested|both|those|these"
    r"|each|any|every|remaining) ){0,4}"
    r"(?P<name>United Nations Entity for Gender Equality and the Empowerment of Women"
    rf"|(?:{_SCOPE}(?:, {_SCOPE}){{0,4}} and )?{_INSIDE}{_HEAD}\b"
    r"(?: (?:organizations?|institutions|agencies|groups|actors|entities|bodies|partners|representatives|leaders)\b)?"
    r"(?: and (?:specialized |subsidiary )?(?:agencies|entities|bodies|organizations|programmes|funds)\b)?"
    rf"{_TAIL}(?: system\b)?)"
    r"(?: \([\w-]+\))?"
)
_PROPER = re.compile(r"(?:the )?(?P<name>[A-Z][\w’'-]*(?:(?: of| of the| for| for the| and| on)? [A-Z][\w’'-]*){0,9})")
_PHRASE = re.compile(
    r"(?:the |all |other |relevant )*(?P<name>(?:(?!(?:that|to|and|or|of|in|for|on|with|by|at|as|an?|its|their"
    r"|between|among|into|from|through)\b)[\w’'-]+ ){0,5}[a-z][\w’'-]*s)(?=,| and\b| or\b|\s*$)"
)
_FULL = re.compile(
    r"\b(?:[A-Z][\w’'-]{1,40} (?:of |on |for |and |the |of the |for the )?){0,9}?"
    r"(?P<head>Office|Commission|Board|Organization|Council|Committee|Programme|Fund|Agency|Group|Conference|Institute"
    r"|Forum|Bank|Union|Centre|Tribunal|Court|Mission|Force|Network|Department|Subcommittee)\b"
    r"(?:(?: of| on| for| against| to)(?: the)? [A-Z][\w’'-]+"
    r"(?:(?: and| of| on| for| of the)? [A-Z][\w’'-]+)*)?"
)
_FULL_NAMES = {
    "Office": "United Nations Office on Drugs and Crime",
    "Commission": "Commission on Narcotic Drugs",
    "Board": "International Narcotics Control Board",
    "Organization": "World Health Organization",
    "Council": "Economic and Social Council",
    "Assembly": "General Assembly",
    "meetings of Heads of National Drug Law Enforcement Agencies": "Heads of National Drug Law Enforcement Agencies",
}
_LOOK_BACK = 400  # characters before a pronoun in which the body it stands for is searched
_DETERMINERS = re.compile(
    r"^(?:(?:the|all|its|their|other|relevant|competent|appropriate|concerned|interested|both|those|each|any|every"
    r"|remaining) )+"
)
_OF_STATES = re.compile(
    r"\b(?:States|countries|Governments?|national authorities|domestic authorities|administering Powers?|nations"
    r"|Heads of State)\b(?! (?:agencies|Office))"
)
# A body made up of States is not the States themselves.
_OF_ITS_OWN = re.compile(
    r"(?:[A-Z][\w-]* ){0,6}(?:Community|League|Organi[sz]ation|Association|Council|Conference|Union|Committee) of\b"
)


def body_at(text: str, position: int, limit: int) -> tuple[str, int] | None:
    """The body named at `position` and the offset of its name's end; None if there is none. `limit`, unless 0, is where
    the action begins: up to it any words can name a body ("sports federations"); without it only known names do."""
    if match := _BODY.match(text, position):
        return match["name"], match.end()
    if (match := _PROPER.match(text, position)) and (limit or match["name"][:4] != "That"):
        return match["name"], match.end()
    if limit and (match := _PHRASE.match(text, position, limit)):
        return match["name"].strip(), match.end()
    return None


def full_name(name: str, names: Mapping[str, str]) -> str:
    """A body's name without "the" or "its". A short one is replaced by the full name that `names` has for it, else by
    the usual one: "Office" by "United Nations Office on Drugs and Crime"."""
    name = _DETERMINERS.sub("", name.strip())
    return names.get(name) or _FULL_NAMES.get(name, name)


def mentions(text: str) -> dict[str, str]:
    """The full names in `text`, by the word that stands for each later on: Office, Committee ..."""
    return {
        match["head"]: match[0].removeprefix("The ").strip()
        for match in _FULL.finditer(text)
        if match[0].strip() != match["head"]
    }


def of_states(name: str) -> bool:
    """Whether a body is States or their authorities."""
    return bool(_OF_STATES.search(name)) and not _OF_ITS_OWN.match(name)


def last_person(text: str, position: int) -> list[str]:
    """The person that "he" or "she" at `position` stands for, as a list of one name."""
    before = text[max(0, position - _LOOK_BACK) : position]
    people = r"Secretary-General|High Commissioner|Special Rapporteur|Executive Director|Director-General|Special Envoy"
    return re.findall(people, before)[-1:] or ["Secretary-General"]


def last_group(text: str, position: int) -> list[str]:
    """The States that "they" or "them" at `position` stands for, as a list of one name; empty if none is found."""
    before = text[max(0, position - _LOOK_BACK) : position]
    return re.findall(r"[a-z]+ (?:countries|States)|Member States|States parties|States", before)[-1:]
