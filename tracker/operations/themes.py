"""The themes, for lists."""

from tracker.instruments.themes import themes


def theme_names() -> list[tuple[str, str]]:
    """The seven themes: (name, name for narrow places)."""
    return [(theme.name, theme.short) for theme in themes()]
