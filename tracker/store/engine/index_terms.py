"""The words under which texts stand in the index, and the queries that find them (FTS5 syntax): both of one form.

Runs of scripts without blanks between words stand whole and, at each of their places, in parts of three characters: one
or two characters, or three, are the beginning of a part, wherever they stand. Of longer runs all parts must be there;
that they stand together is seen in the run itself. A title also stands by its beginnings, of one word, two ..., and as
a whole, so that one that begins or is as typed is found by a single word of the index among all others.
"""

from collections.abc import Iterable, Sequence

from tracker.domain.text.search import Word, parts_of, words_of

TITLE_COLUMNS = ("beginnings", "length", "title")
_LONGEST = 15
"""The length of a title, in words, from which on all titles count as equally long."""
_PART = 3  # characters of a run
_JOINT, _COUNTS = "·", "¹²³⁴"  # no word begins with these: folded, they are blanks and digits
_BESIDES = 3  # words of a title besides those that are searched for, which make it a short one
_WHOLE_TITLE = 200  # characters by which a title is known


def index_words(text: str) -> str:
    """The distinct words of a text, as the index has them."""
    found: dict[str, None] = {}
    for word in words_of(text):
        if word.run:
            found |= dict.fromkeys((word.joined, *_run_parts(word.joined)))
        else:
            found |= dict.fromkeys((*word.parts, word.joined))
    return " ".join(found)


def index_beginnings(title: str) -> str:
    """What a title begins with, up to the number of words that are counted, and the title as a whole."""
    parts = parts_of(words_of(title))
    if not parts:
        return ""
    begun = (_beginning(parts[:number]) for number in range(1, min(len(parts), len(_COUNTS)) + 1))
    return " ".join((*begun, _whole_title(parts)))


def index_length(title: str) -> str:
    """The number of words of a title."""
    return str(min(len(parts_of(words_of(title))), _LONGEST))


def whole(words: Sequence[Word]) -> str:
    """The query for all of the words."""
    return _all(map(_whole, words))


def last_begun(words: Sequence[Word]) -> str:
    """The query for all of the words, the last in full or begun: it may be being typed."""
    return _all([*map(_whole, words[:-1]), _begun(words[-1])])


def each_begun(words: Sequence[Word]) -> str:
    """The query for all of the words, each in full or begun."""
    return _all(map(_begun, words))


def best_titles(words: Sequence[Word]) -> list[str]:
    """The queries for the best of many titles that contain all of the words, as `Match` has them: the one that is just
    that, those that begin so, those that have no words besides, and few."""
    parts, holding = parts_of(words), in_title(whole(words))
    return [
        f"beginnings : {_quoted(_whole_title(parts))}",
        f"beginnings : {_quoted(_beginning(parts))} AND {holding}",
        *(f"length : ({_lengths(len(parts), most)}) AND {holding}" for most in (len(parts), len(parts) + _BESIDES)),
    ]


def in_title(expression: str) -> str:
    """The query in titles."""
    return f"title : ({expression})"


def being_typed(words: Sequence[Word]) -> str:
    """The query for titles that begin with all words but the last, and contain that or its beginning."""
    parts = parts_of(words)
    if len(parts) > 1:
        return f"beginnings : {_quoted(_beginning(parts[:-1]))} AND {in_title(last_begun(words))}"
    return f"beginnings : {_quoted(_beginning(parts))}*"


def partly_in_title(words: Sequence[Word]) -> str:
    """The query for what contains the words, some of them in its title."""
    return f"{anywhere(last_begun(words))} AND {in_title(' OR '.join(map(_begun, words)))}"


def anywhere(expression: str) -> str:
    """The query in all texts."""
    return f"{{title words}} : ({expression})"


def of_state(expression: str, state: str) -> str:
    """The query for what belongs to a Member State."""
    return f"state_code : {_quoted(state.lower())} AND ({expression})"


def runs_to_check(words: Sequence[Word]) -> list[str]:
    """The runs of which the index can't tell that their parts stand together."""
    return [word.joined for word in words if word.run and len(word.joined) > _PART]


def _lengths(least: int, most: int) -> str:
    return " OR ".join(_quoted(str(length)) for length in sorted({min(n, _LONGEST) for n in range(least, most + 1)}))


def _beginning(parts: Sequence[str]) -> str:
    counted = parts[: len(_COUNTS)]
    return _COUNTS[len(counted) - 1] + _JOINT.join(counted)


def _whole_title(parts: Sequence[str]) -> str:
    return (_JOINT + _JOINT.join(parts))[:_WHOLE_TITLE]


def _run_parts(run: str) -> list[str]:
    return [run[start : start + _PART] for start in range(len(run))]


def _whole(word: Word) -> str:
    return _run(word.joined) if word.run else _either(word, "")


def _begun(word: Word) -> str:
    return _run(word.joined) if word.run else _either(word, "*")


def _either(word: Word, end: str) -> str:
    """The parts of a word, or what they make together."""
    joined = f"{_quoted(word.joined)}{end}"
    return f"(({_all(map(_quoted, word.parts))}{end}) OR {joined})" if len(word.parts) > 1 else joined


def _run(run: str) -> str:
    if len(run) <= _PART:
        return f"{_quoted(run)}*"
    return _all(_quoted(part) for part in dict.fromkeys(_run_parts(run)) if len(part) == _PART)


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(dict.fromkeys(expressions))


def _quoted(word: str) -> str:
    """A word as an FTS5 string, in which nothing is an operator; it contains no quotation mark."""
    return f'"{word}"'
