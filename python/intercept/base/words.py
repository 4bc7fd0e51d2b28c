"""Numbers with their nouns, for what people read."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, in the plural unless it is one: "1 wave", "2,000 waves"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


def spelled(code: str) -> str:
    """Return a reason code as words: ``out_of_reach`` is ``out of reach``."""
    return code.replace("_", " ")
