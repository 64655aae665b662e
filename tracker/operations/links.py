"""Try links, when the user asks for it: whether what they name still answers.

Links come from anywhere. Only http and https are spoken, to addresses that are anybody's: the name is looked up here,
and the connection made to what was found, so that no name can lead to this computer or a private network. Nothing but
the question is sent, no cookies; of the answer only the status is read. Redirects are followed by the same rules.
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

_AT_ONCE = 6
_WAIT = 6  # seconds for each step of a connection
_PATIENCE = 12  # seconds for a whole answer, however slowly it comes
_REDIRECTS = 5
_HEADERS = {"User-Agent": f"Mozilla/5.0 (compatible; tracker/{__version__})", "Accept": "*/*", "Connection": "close"}
_GONE = (404, 410)
_KEPT = "/?#[]@!$&'()*+,;=:%~"  # what an address means by itself; all else is written as UTF-8


class _Untold(Exception):
    """The link leads where we don't ask; that says nothing of it."""


class _Dead(Exception):
    """Why a link is dead, in a sentence. `answered`: something out there said so, so this computer is online."""

    def __init__(self, words: Message, answered: bool) -> None:
        super().__init__(words)
        self.words, self.answered = words, answered


_Outcome = Tried | _Dead | None


def check(links: Sequence[str], progress: Progress) -> Trial:
    """Try web addresses, a handful at once. `progress(done, whole)` may raise to end it; then nothing is known."""
    todo: queue.SimpleQueue[str] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[str, _Outcome | Exception]] = queue.SimpleQueue()
    given_up = threading.Event()
    each = dict.fromkeys(links)
    for link in each:
        todo.put(link)
    for _ in range(min(_AT_ONCE, len(each))):
        # Threads that the end of the program does not wait for: a name can be looked up for very long.
        threading.Thread(target=_work, args=(todo, done, given_up), daemon=True).start()
    found: dict[str, _Outcome] = {}
    try:
        while len(found) < len(each):
            progress(len(found), len(each))
            with suppress(queue.Empty):
                link, outcome = done.get(timeout=0.1)
                if isinstance(outcome, Exception) and not isinstance(outcome, _Dead):
                    raise outcome  # a defect of ours, which is not to be waited for
                found[link] = outcome
    finally:
        given_up.set()
    return _judged(found)


def _judged(found: dict[str, _Outcome]) -> Trial:
    """Where nothing out there said anything at all, that is the fault of no link."""
    answered = [one for one in found.values() if isinstance(one, Tried) or (isinstance(one, _Dead) and one.answered)]
    asked = [one for one in found.values() if one is not None]
    untold = len(found) - len(asked)
    if asked and not answered:
        return Trial({}, untold, offline=True)
    now = datetime.now(UTC)
    tried = {
        link: one if isinstance(one, Tried) else Tried(now, one.words) for link, one in found.items() if one is not None
    }
    return Trial(tried, untold)


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
    """Ask for a link and where it leads to; raises _Dead or _Untold unless it answers."""
    address = link
    for _ in range(_REDIRECTS):
        status, onward = _ask(address, "HEAD")
        if status >= 400:
            status, onward = _ask(address, "GET")  # many refuse to say without showing
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
    """Where an answer leads to; "" where that is no web address."""
    try:
        return web_address(urljoin(address, onward))
    except ValueError:  # "http://[" is no address at all
        return ""


def _ask(address: str, method: str) -> tuple[int, str]:
    """The status of the answer, and where it leads to."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError as fault:
        raise _Dead(tr("There is no such address."), answered=False) from fault
    if port not in (80, 443) and port < 1024:
        raise _Untold  # what listens there is no web server, and might take our question for something else
    where = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection = _Connection(host, port, _public_addresses(host, port), parts.scheme.lower() == "https")
    hang_up = threading.Timer(_PATIENCE, connection.hang_up)
    hang_up.daemon = True
    hang_up.start()
    try:
        connection.request(method, quote(where, safe=_KEPT), headers=_HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    except ssl.SSLCertVerificationError:
        return 200, ""  # something answers; whether it can be trusted, the reader's browser will say
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
    """The addresses of a host. Raises _Untold where one of them is not anybody's."""
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise _Dead(tr("There is no server of this name."), answered=False) from fault
    found = list(dict.fromkeys(str(one[4][0]) for one in known))
    if not all(is_public(address) for address in found):
        raise _Untold
    return found


class _Connection(http.client.HTTPConnection):
    """A connection to the first of these addresses that takes it, and to no other that the name may mean by then."""

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
        """End it from another thread."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
