"""The themes of paragraphs, for lists to choose from."""

from tracker.instruments.themes import themes


def theme_names() -> list[tuple[str, str]]:
    """The seven themes: (name, short name)."""
    return [(theme.name, theme.short) for theme in themes()]
