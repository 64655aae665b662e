"""Which links are web addresses, and which addresses are anybody's."""

import pytest

from tracker.domain.text.web_links import is_public, web_address, with_scheme


@pytest.mark.parametrize(
    "link",
    [
        "https://un.org",
        " http://un.org:8080/a/b?c=d#e ",
        "HTTPS://UN.org/%20x",
        "https://münchen.de/straße",
        "https://[2606:4700::1111]/",
        "https://un.org?x",
    ],
)
def test_web_addresses(link):
    assert web_address(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        *("", "www.un.org", "un.org/x", "ftp://un.org/", "javascript:alert(1)", "file:///etc/passwd", "https:///x"),
        *(
            "https://un.org@evil.example/",
            "https://un.org\\@evil.example",
            "https://un.org/a b",
            "https://un.org/\u202e",
        ),
        *("https://un.org/%zz", "https://un.org:port/", "https://[x]/", "http://a\nb/", "//un.org/x", "doi:10.1/2"),
    ],
)
def test_what_is_none(link):
    assert web_address(link) == ""


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        *((one, False) for one in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0")),
        *((one, False) for one in ("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1")),
        *((one, False) for one in ("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "ff02::1")),
        *((one, False) for one in ("64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "::ffff:10.0.0.1")),
        *((one, False) for one in ("fec0::1", "3fff::1", "2001:db8::1", "64:ff9b:1::1", "5f00::1", "3ffe::1")),
        *((one, False) for one in ("192.88.99.1", "192.0.0.9", "192.31.196.1", "192.52.193.1", "192.175.48.1")),
    ],
)
def test_only_addresses_that_are_anybodys(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "typed",
    [
        "www.example.org/law",
        "www.parliament.go.ke",
        "WWW.Example.ORG",
        "example.org/x.pdf",
        "UNODC.org",
        "health.gov.ke",
        "gov.uk/drugs?x=1#y",
        "example.org:8080/a%20b",
        "www.münchen.de/straße",
        "пример.рф/закон",
    ],
)
def test_the_https_that_people_leave_out(typed):
    assert with_scheme(typed) == f"https://{typed}"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://example.org",
        "HTTP://example.org/x",
        "ftp://example.org/x",
        "mailto:a@example.org",
        "a@example.org",
        "see annex",
        "see www.example.org",
        "Act.No/12",
        "Cap.245",
        "S.I.No.12/2004",
        "art. 12",
        "A/RES/74/178",
        "law.md",
        "report.pdf",
        "docs/report.pdf",
        "C:\\Laws\\30.docx",
        "\\\\server\\share\\x.pdf",
        "/home/ann/x.org",
        "//example.org/x",
        "192.168.1.1/x",
        "localhost:8080",
        "www.",
        "example.org/a b",
        "user@www.example.org/x",
    ],
)
def test_what_may_be_something_else_stays_as_it_is(typed):
    assert with_scheme(typed) == typed
