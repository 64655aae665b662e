"""Links to the web, which come from anywhere: which of them are what they look like, and where one may lead."""

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
_LEADS_ELSEWHERE = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "2001::/32", "2002::/16")]
"""Addresses of IPv6 that carry one of IPv4, which may be anybody's (NAT64, Teredo, 6to4)."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a link, and when (UTC): `fault` says in a sentence why it is dead, None where it is not."""

    at: datetime
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying many links. `untold` counts those that led to this computer or a private network and were
    not asked; where `offline`, nothing answered at all, which says nothing of any link."""

    tried: dict[str, Tried]
    untold: int = 0
    offline: bool = False


def web_address(link: str) -> str:
    """The address that a link may be opened at: http or https, with a host, no user part, and nothing that can't be
    seen; "" for all others."""
    link = link.strip()
    return link if _ADDRESS.fullmatch(link) and (link.isascii() or visible(link) == link) else ""


def is_public(address: str) -> bool:
    """Whether an IP address is anybody's on the internet: not this computer, nor one in a private network."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _LEADS_ELSEWHERE):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved
