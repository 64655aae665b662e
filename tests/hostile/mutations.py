"""Good files made bad by chance. The same `Random` makes the same file everywhere."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

ODD = (
    *("", " ", "-1", "0", "1", "2147483648", "9" * 25, "1e999", "nan", "0x10", "A0", "A1:", "$A$1", "XFD1048576"),
    *("XFE1", "ZZZZ9", "A1048577", "A1:XFD1048576", "#REF!", "\u06f1\u06f2", "\ufffe", "\u202eabc", "%s", "{0}", "{x}"),
    *("../../x", "/etc/passwd", "http://127.0.0.1/", "x" * 5_000, "TRUE", "mailto:x", "\r\n", "\ud7ff", "=1+1"),
)
"""What stands where a number, an address, a name or a word is expected."""


def of_bytes(data: bytes, chance: Random) -> bytes:
    """A few bytes changed, taken out, put in or put twice; now and then the end is missing."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        upto = min(len(changed), at + chance.choice((1, 2, 4, 30, 500)))
        how = chance.randrange(6)
        if how == 0:
            changed[at] = chance.randrange(256)
        elif how == 1:
            changed[at] ^= 1 << chance.randrange(8)
        elif how == 2:
            del changed[at:upto]
        elif how == 3:
            changed[at:at] = changed[at:upto] * chance.choice((1, 2, 50))
        elif how == 4:
            changed[at:upto] = chance.randbytes(upto - at)
        elif number := re.search(rb"\d+", changed[at : at + 300]):
            changed[at + number.start() : at + number.end()] = chance.choice(ODD).encode("utf-8", "replace")
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.05 else changed)


def of_xml(data: bytes, chance: Random) -> bytes:
    """A few elements or attributes changed, so that it is still well-formed; now and then as bytes."""
    if chance.random() < 0.2:
        return of_bytes(data, chance)
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        _change_element(chance.choice(elements), chance, elements)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _change_element(element: "etree._Element", chance: Random, others: "list[etree._Element]") -> None:
    parent = element.getparent()
    how = chance.randrange(9)
    if how <= 2 and element.attrib:
        element.set(chance.choice(list(element.attrib)), _xml_safe(chance.choice(ODD)))
    elif how == 3 and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]
    elif how == 4:
        element.text = _xml_safe(chance.choice(ODD))
    elif parent is None:
        return
    elif how == 5:
        parent.remove(element)
    elif how == 6:
        for _ in range(chance.choice((1, 3))):
            parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))
    elif how == 7:
        element.tag = chance.choice(others).tag
    else:
        other = chance.choice(others)
        if other is not element and element not in other.iterancestors():
            other.append(element)


def _xml_safe(text: str) -> str:
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "?", text)


def of_zip(data: bytes, chance: Random) -> bytes:
    """A part changed, taken out, renamed or replaced by another; now and then the zip file itself as bytes."""
    if chance.random() < 0.1:
        return of_bytes(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(list(parts))
    how = chance.randrange(20)
    if how == 0:
        del parts[name]
    elif how == 1:
        parts[chance.choice(list(parts))] = parts[name]
    elif how == 2:
        parts[name.upper() if chance.random() < 0.5 else f"{name}x"] = parts.pop(name)
    else:
        for _ in range(chance.choice((1, 1, 2))):
            name = chance.choice(list(parts))
            is_xml = name.endswith((".xml", ".rels")) and parts[name].lstrip().startswith(b"<")
            try:
                parts[name] = of_xml(parts[name], chance) if is_xml else of_bytes(parts[name], chance)
            except etree.XMLSyntaxError:  # changed as bytes before
                parts[name] = of_bytes(parts[name], chance)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def of_text(data: bytes, chance: Random) -> bytes:
    """Lines put elsewhere, twice or out, numbers and marks changed; now and then as bytes."""
    if chance.random() < 0.3:
        return of_bytes(data, chance)
    lines = data.decode().split("\n")
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(lines))
        how = chance.randrange(6)
        if how == 0:
            del lines[at]
        elif how == 1:
            lines.insert(chance.randrange(len(lines) + 1), lines[at])
        elif how == 2:
            lines[at] = " ".join(chance.sample(words := lines[at].split(" "), len(words)))
        elif how == 3:
            lines[at] = re.sub(r"\d+|\([a-z]+\)", lambda _found: chance.choice((*ODD, "(ad)", "(iv)", "99")), lines[at])
        elif how == 4:
            lines[at] = lines[at] + chance.choice(ODD) + lines[chance.randrange(len(lines))]
        else:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "replace")


def of_json(data: bytes, chance: Random) -> bytes:
    """Values changed for others, keys taken out; now and then as bytes."""
    if chance.random() < 0.2:
        return of_bytes(data, chance)
    found = json.loads(data)
    return json.dumps(_other_value(found, chance)).encode("utf-8", "replace")


def _other_value(value: object, chance: Random) -> object:
    if chance.random() < 0.08:
        return chance.choice((None, True, -1, 10**30, 1.5, [], {}, [[]], {"x": 1}, *ODD))
    if isinstance(value, dict):
        return {key: _other_value(inner, chance) for key, inner in value.items() if chance.random() > 0.03}
    if isinstance(value, list):
        return [_other_value(inner, chance) for inner in value]
    return value


Mutation = Callable[[bytes, Random], bytes]
