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
