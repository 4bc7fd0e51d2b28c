"""How long a value may be in a message: one rule for all of them."""

from __future__ import annotations

SHOWN_MAX = 80


def cut(text: str, *, end: bool = False) -> str:
    """Return text cut where it is longer than a message shows; with `end` its end stays, as that of a path."""
    if len(text) <= SHOWN_MAX:
        return text
    return f"...{text[3 - SHOWN_MAX :]}" if end else f"{text[: SHOWN_MAX - 3]}..."
