"""How long work says how far it is, and how it is given up: plain callables, which raise to end it."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and the whole; with a whole of 0 where nobody knows it."""

GoOn = Callable[[], None]
"""Called now and then."""


def unwatched(_done: int = 0, _whole: int = 0) -> None:
    """Nobody looks, and nobody gives up."""
