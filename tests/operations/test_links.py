"""Links are tried against a server in the test; the outer world is never asked."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tracker.domain.text import web_links as rules
from tracker.operations import links
from tracker.progress import unwatched

ASKED: list[tuple[str, str, str]] = []
LATER = threading.Event()


class _Answers(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        ASKED.append((self.command, self.path, str(self.headers)))
        name, _, more = self.path[1:].partition("?")
        if name == "slow":
            LATER.wait()
            name = ""
        if name == "silent":
            return
        if name == "shy":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif name == "to":
            self.send_response(302)
            self.send_header("Location", more)
        else:
            self.send_response(int(name or 200))
        self.send_header("Set-Cookie", "a=b")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_words) -> None:
        pass


@pytest.fixture
def server(monkeypatch):
    """The root of a server here, which the rules take for one out there under the name web.example."""
    served = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    real = socket.getaddrinfo

    def known(host, *given, **named):
        if host == "offline.example":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return real("127.0.0.1" if host == "web.example" else host, *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    monkeypatch.setattr(links, "is_public", lambda address: address == "127.0.0.1")
    ASKED.clear()
    LATER.clear()
    yield f"http://web.example:{served.server_port}/"
    LATER.set()
    served.shutdown()
    served.server_close()


def tried(*given, progress=lambda _done, _whole: None):
    return links.check(given, progress)


@pytest.mark.parametrize(
    ("path", "dead"),
    [
        *(("200", ""), ("shy", ""), ("403", ""), ("401", ""), ("429", ""), ("to?/200", ""), ("to?/to?/200", "")),
        *(("404", "no such page (404)"), ("410", "(410)"), ("503", "has a fault (503)"), ("to?/404", "(404)")),
        *(("silent", "does not answer as the web does"), ("to?/to", ""), ("200?ä ö", "")),
    ],
)
def test_what_answers_and_what_is_dead(server, path, dead):
    trial = tried(server + path, server + "200")
    assert not trial.offline
    fault = trial.tried[server + path].fault
    assert dead in str(fault) if dead else fault is None


def test_a_link_that_leads_to_itself_ends(server):
    (one,) = tried(f"{server}to?/to?/to?/to?/to?/to?/to?/200").tried.values()
    assert "on and on" in str(one.fault)


def test_a_head_comes_first_and_no_cookies_go_along(server):
    tried(f"{server}to?/shy")
    assert [(how, path) for how, path, _ in ASKED] == [("HEAD", "/to?/shy"), ("HEAD", "/shy"), ("GET", "/shy")]
    assert not any("cookie" in headers.lower() or "referer" in headers.lower() for _, _, headers in ASKED)


@pytest.mark.parametrize(
    "onward", ["file:///etc/passwd", "ftp://web.example/", "javascript:x", "http://10.0.0.1/", "http://u@web.example/"]
)
def test_a_redirect_to_anything_else_is_not_followed(server, onward):
    trial = tried(f"{server}to?{onward}")
    assert (trial.tried, trial.untold) == ({}, 1)
    assert len(ASKED) == 1


def test_neither_this_computer_nor_a_private_network_is_asked(server, monkeypatch):
    monkeypatch.setattr(links, "is_public", rules.is_public)
    port = server.rsplit(":", 1)[1]
    hosts = ("web.example", "localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]")
    trial = tried(*(f"http://{host}:{port}" for host in hosts))
    assert (trial.tried, trial.untold, trial.offline) == ({}, len(hosts), False)
    assert ASKED == []


def test_other_servers_of_this_number_are_not_asked(server):
    assert tried("http://web.example:25/").untold == 1


def test_offline_marks_nothing(server):
    trial = tried("http://offline.example/", "https://offline.example/x")
    assert trial.offline and trial.tried == {}
    trial = tried("http://offline.example/", f"{server}200")
    assert not trial.offline
    assert str(trial.tried["http://offline.example/"].fault) == "There is no server of this name."


def test_what_refuses_to_be_asked_is_dead(server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        (one,) = tried(f"http://web.example:{port}/").tried.values()
    assert "refuses" in str(one.fault)


def test_giving_up_waits_for_nothing(server):
    class Cancelled(Exception):
        pass

    def progress(done, _whole):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        tried(f"{server}200", *(f"{server}slow?{number}" for number in range(50)), progress=progress)
    asked = len(ASKED)
    assert asked <= 7, "no more than a handful are on their way, and the rest is left"


def test_a_handful_at_once(server):
    many = [f"{server}200?{number}" for number in range(40)]
    reported = []
    trial = tried(*many, progress=lambda done, whole: reported.append((done, whole)))
    assert list(trial.tried.keys() ^ set(many)) == []
    assert reported[0] == (0, 40)
    assert reported == sorted(reported)


def test_an_address_that_is_none_spoils_no_other(server):
    odd = ["http://[1::2::3]/", "http://[::1.2]/", f"{server}to?http://[bad"]
    found = links.check([*odd, f"{server}200"], unwatched)
    assert found.tried[f"{server}200"].fault is None
    assert found.untold == 1
    assert [str(found.tried[one].fault) for one in odd[:2]] == ["There is no such address."] * 2
