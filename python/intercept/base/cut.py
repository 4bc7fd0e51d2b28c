"""How long a value may be in a message: one rule for all of them."""

from __future__ import annotations

SHOWN_MAX = 80


def cut(text: str, most: int = SHOWN_MAX, *, end: bool = False) -> str:
    """Return text cut where it is longer than a message or a cell shows; with `end` its end stays, as of a path."""
    if len(text) <= most:
        return text
    return f"...{text[3 - most :]}" if end else f"{text[: most - 3]}..."
