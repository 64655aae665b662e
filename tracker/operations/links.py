"""Checks at the user's request whether links still work.

Links are untrusted input. Only http and https are used, and only public addresses are contacted: the host name is
resolved here and the connection made to the resolved address, so that no name can lead to this computer or a private
network. Nothing but the request is sent, no cookies; of the response only the status and the Location header are used.
Redirects follow the same rules.
"""

import http.client
import queue
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit

from tracker import __version__
from tracker.domain.text.web_links import Trial, Tried, is_public, web_address
from tracker.i18n import Message, tr
from tracker.progress import Progress

_AT_ONCE = 6  # threads
_WAIT = 6  # seconds, the timeout of each step of a connection
_PATIENCE = 12  # seconds, the timeout of a complete request
_REDIRECTS = 5
_HEADERS = {"User-Agent": f"Mozilla/5.0 (compatible; tracker/{__version__})", "Accept": "*/*", "Connection": "close"}
_GONE = (404, 410)
_RESERVED = (
    "/?#[]@!$&'()*+,;=:%~"  # reserved characters of a URL, left as they are; others are percent-encoded as UTF-8
)


class _Untold(Exception):
    """The link leads to where no request is made; whether it works is unknown."""


class _Dead(Exception):
    """Why a link is dead, in a sentence. `answered`: whether a server responded, so that this computer is online."""

    def __init__(self, words: Message, answered: bool) -> None:
        super().__init__(words)
        self.words, self.answered = words, answered


_Outcome = Tried | _Dead | None


def check(links: Sequence[str], progress: Progress) -> Trial:
    """Check web addresses, several at a time. `progress(done, total)` may raise to cancel; then there is no result."""
    todo: queue.SimpleQueue[str] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[str, _Outcome | Exception]] = queue.SimpleQueue()
    given_up = threading.Event()
    unique_links = dict.fromkeys(links)
    for link in unique_links:
        todo.put(link)
    for _ in range(min(_AT_ONCE, len(unique_links))):
        # Daemon threads, so that the program can exit: resolving a name can take very long.
        threading.Thread(target=_work, args=(todo, done, given_up), daemon=True).start()
    outcomes: dict[str, _Outcome] = {}
    try:
        while len(outcomes) < len(unique_links):
            progress(len(outcomes), len(unique_links))
            with suppress(queue.Empty):
                link, outcome = done.get(timeout=0.1)
                if isinstance(outcome, Exception) and not isinstance(outcome, _Dead):
                    raise outcome  # a defect of ours: don't wait for the other links
                outcomes[link] = outcome
    finally:
        given_up.set()
    return _judged(outcomes)


def _judged(outcomes: dict[str, _Outcome]) -> Trial:
    """The result of a check. If no server responded at all, this computer may be offline: no link is called dead."""
    answered = [
        outcome
        for outcome in outcomes.values()
        if isinstance(outcome, Tried) or (isinstance(outcome, _Dead) and outcome.answered)
    ]
    asked = [outcome for outcome in outcomes.values() if outcome is not None]
    not_asked = len(outcomes) - len(asked)
    if asked and not answered:
        return Trial({}, not_asked, offline=True)
    now = datetime.now(UTC)
    tried = {
        link: outcome if isinstance(outcome, Tried) else Tried(now, outcome.words)
        for link, outcome in outcomes.items()
        if outcome is not None
    }
    return Trial(tried, not_asked)


def _work(
    todo: "queue.SimpleQueue[str]",
    done: "queue.SimpleQueue[tuple[str, _Outcome | Exception]]",
    given_up: threading.Event,
) -> None:
    while not given_up.is_set():
        try:
            link = todo.get_nowait()
        except queue.Empty:
            return
        try:
            _follow(link)
            done.put((link, Tried(datetime.now(UTC))))
        except _Untold:
            done.put((link, None))
        except Exception as fault:
            done.put((link, fault))


def _follow(link: str) -> None:
    """Request a link and follow its redirects. Raises _Dead or _Untold unless it works."""
    address = link
    for _ in range(_REDIRECTS):
        status, onward = _ask(address, "HEAD")
        if status >= 400:
            status, onward = _ask(address, "GET")  # many servers refuse HEAD
        if status in _GONE:
            raise _Dead(tr("The server says that there is no such page ({status}).", status=status), answered=True)
        if status >= 500:
            raise _Dead(tr("The server has a fault ({status}).", status=status), answered=True)
        if not 300 <= status < 400 or not onward:
            return
        address = _onward(address, onward)
        if not address:
            raise _Untold
    raise _Dead(tr("It leads on and on, and nowhere."), answered=True)


def _onward(address: str, onward: str) -> str:
    """The target of a redirect; "" if that is not a web address."""
    try:
        return web_address(urljoin(address, onward))
    except ValueError:  # such as "http://["
        return ""


def _ask(address: str, method: str) -> tuple[int, str]:
    """Make one request; returns the HTTP status and the Location header ("" for none). Raises _Dead or _Untold."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError as fault:
        raise _Dead(tr("There is no such address."), answered=False) from fault
    if port not in (80, 443) and port < 1024:
        raise _Untold  # not a web server, which might misinterpret our request
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection = _Connection(host, port, _public_addresses(host, port), parts.scheme.lower() == "https")
    hang_up = threading.Timer(_PATIENCE, connection.hang_up)
    hang_up.daemon = True
    hang_up.start()
    try:
        connection.request(method, quote(target, safe=_RESERVED), headers=_HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    except ssl.SSLCertVerificationError:
        return 200, ""  # the server responds; whether to trust it is left to the user's browser
    except ConnectionRefusedError as fault:
        raise _Dead(tr("The server refuses to be asked."), answered=True) from fault
    except (http.client.HTTPException, ssl.SSLError, ConnectionResetError) as fault:
        raise _Dead(tr("The server does not answer as the web does."), answered=True) from fault
    except (OSError, ValueError) as fault:
        raise _Dead(tr("The server does not answer."), answered=False) from fault
    finally:
        hang_up.cancel()
        connection.close()


def _public_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises _Untold if one of them is not public, _Dead if there are none."""
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise _Dead(tr("There is no server of this name."), answered=False) from fault
    addresses = list(dict.fromkeys(str(info[4][0]) for info in infos))
    if not all(is_public(address) for address in addresses):
        raise _Untold
    return addresses


class _Connection(http.client.HTTPConnection):
    """A connection to the first of the given addresses that accepts it. The host name is not resolved again, as it
    might lead elsewhere by then."""

    def __init__(self, host: str, port: int, addresses: Sequence[str], secure: bool) -> None:
        super().__init__(host, port, timeout=_WAIT)
        self._addresses, self._secure = addresses, secure
        if secure:
            self.default_port = 443

    def connect(self) -> None:
        self.sock = self._reach()
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _reach(self) -> socket.socket:
        for address in self._addresses[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), _WAIT)
        return socket.create_connection((self._addresses[-1], self.port), _WAIT)

    def hang_up(self) -> None:
        """Close the connection from another thread."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
