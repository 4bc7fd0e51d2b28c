"""A clause: what belongs together between two marks, and the outcome that is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from intercept.claim.tokens import Token

JOINING = {"and", "or", "&", "/", "+"}
# A letter for each kind of piece that the grammar reads.
LETTERS = {
    "count": "c",
    "share": "s",
    "all": "a",
    "none": "n",
    "of": "o",
    "kind": "k",
    "them": "t",
    "all_but": "b",
    "included": "i",
    "vague": "u",
}


@dataclass
class Clause:
    """Pieces between two marks; `outcome` is inherited where `own` is false; `leading` if the outcome came first.

    `mark` and `closed` are the marks before and after it, as written, and `ends` says that the latter ends a sentence.
    `word` is the outcome as written; `strange` are words in it that are not known and may say another outcome.
    """

    pieces: list[Token] = field(default_factory=list)
    outcome: str | None = None
    own: bool = False
    leading: bool = False
    ends: bool = False
    mark: str = ""
    closed: str = ""
    word: str = ""
    strange: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The pieces as letters, for patterns."""
        return "".join(LETTERS[piece.kind] for piece in self.pieces)
