"""How long work says how far it is, and how it is given up: plain callables, which raise to end it."""

from collections.abc import Callable
from typing import Protocol

GoOn = Callable[[], None]
"""Called now and then."""


class Progress(Protocol):
    """Called with how much is done and the whole; without, where nobody knows it, as a GoOn."""

    def __call__(self, done: int = 0, whole: int = 0, /) -> None: ...


def unwatched(_done: int = 0, _whole: int = 0, /) -> None:
    """Nobody looks, and nobody gives up."""
