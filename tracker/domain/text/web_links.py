"""Web links, which come from anywhere: which are genuine, and which addresses they may lead to."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.text.filenames import visible
from tracker.i18n import Message

_ADDRESS = re.compile(
    r"https?://"
    r"(?:[^\x00-\x20\x7f/?#@\\:%\[\]<>\"{}|^`]+|\[[0-9a-f:.]+\])(?::\d{1,5})?"  # a host, and a port; no user part
    r"(?:[/?#](?:[^\x00-\x20\x7f\\<>\"{}|^`%]|%[0-9a-f]{2})*)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<host>(?:[\w-]+\.)+[^\W\d_]{2,})(?::\d{1,5})?(?P<rest>[/?#].*)?", re.DOTALL)
"""What may be a web address without http://."""
_ENDINGS = frozenset(
    """com org net int gov edu mil info biz asia museum coop eu
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf
    cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et fi fj fk fm fo fr ga gd ge gf gg gh
    gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp
    kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc
    ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si
    sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg
    vi vn vu wf ws ye yt za zm zw
    рф укр бел срб мон қаз бг ею ευ ελ 中国 中國 香港 台湾 台灣 한국 ไทย გე հայ السعودية امارات مصر قطر تونس
    المغرب الجزائر عمان الاردن فلسطين سورية عراق ایران پاکستان موريتانيا السودان اليمن""".split()  # noqa: SIM905
)
"""How the names of hosts end that States and organizations use: countries, and the first ones of all."""
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The only IPv6 addresses that IANA gives to sites."""
_SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        *("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "3ffe::/16"),
    )
]
"""Networks with a purpose of their own, in which no site is (IANA's registries of special-purpose addresses), besides
those that Python knows: Teredo and 6to4 embed an IPv4 address, which may be private."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The result of trying a link at `at` (UTC): `fault` says in a sentence why it is dead, None if it is not."""

    at: datetime
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The results of trying many links, by web address. `untold` counts those that lead to this computer or a private
    network and were not requested; `offline`: nothing answered at all, which says nothing about any link."""

    tried: dict[str, Tried]
    untold: int = 0
    offline: bool = False


def web_address(link: str) -> str:
    """The address at which a link may be opened: http or https, with a host, no user part, and nothing invisible; ""
    for all other links."""
    link = link.strip()
    return link if _ADDRESS.fullmatch(link) and (link.isascii() or visible(link) == link) else ""


def with_scheme(link: str) -> str:
    """A link with the https:// that people leave out: "www.example.org/law", "example.org", "health.gov.ke". What may
    as well be a citation ("Act.No/12"), the name of a file ("law.md") or a place in a text stays as it is."""
    given = _BARE.fullmatch(link)
    if not given or not web_address(f"https://{link}"):
        return link
    *labels, ending = given["host"].split(".")
    country = len(ending) == 2 and ending.isascii()
    told_by_more = ending.islower() and (given["rest"] or len(labels) > 1)
    certain = labels[0].lower() == "www" or not country or told_by_more
    return f"https://{link}" if certain and ending.lower() in _ENDINGS else link


def is_public(address: str) -> bool:
    """Whether an IP address is public: neither this computer nor in a private network."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _GLOBAL_UNICAST:
            return False
    if any(ip in network for network in _SPECIAL):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
