"""What a claim says, as understood: groups of objects, statements of them, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from intercept.claim import kinds
from intercept.claim.quantities import Count, Share
from intercept.claim.times import Period


@dataclass(frozen=True)
class Group:
    """Objects of one or more `kinds` (names of `intercept.claim.kinds`), and how many there were, None if not said.

    `make` is the word for a make of one kind, such as geran: two makes of one kind are two groups of a sentence.
    """

    kinds: tuple[str, ...]
    count: Count | None = None
    make: str = ""

    @property
    def label(self) -> str:
        """The kinds in words, with the number where there is one."""
        if self.count is None:
            return kinds.label(self.kinds)
        return f"{self.count} {kinds.label(self.kinds, self.count.high)}"

    def to_dict(self) -> dict[str, object]:
        """Return the group as plain values, for JSON."""
        return {"kinds": list(self.kinds), "count": None if self.count is None else self.count.to_dict()}


def total(counts: Sequence[Count]) -> Count:
    """Return the sum of counts; of one it is that one."""
    if len(counts) == 1:
        return counts[0]
    return Count(
        sum(count.low for count in counts),
        sum(count.high for count in counts),
        " + ".join(count.text for count in counts),
        "exact" if all(count.exact for count in counts) else "range",
    )


def merged(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Add up the makes of one kind, in the order in which kinds are first named; every group must have a number."""
    by_class: dict[frozenset[str], list[Group]] = {}
    for group in groups:
        by_class.setdefault(kinds.classes(group.kinds), []).append(group)
    return tuple(
        Group(same[0].kinds, total([group.count for group in same if group.count is not None]))
        for same in by_class.values()
    )


def by_class(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return groups with the models of a class added up to it, and left out where its own number is said."""
    numbered = [group for group in groups if group.count is not None]
    whole = [group for group in numbered if kinds.coarse(group.kinds) == group.kinds]
    return merged(
        [
            replace(group, kinds=kinds.coarse(group.kinds))
            for group in numbered
            if group in whole or not any(kinds.same(kinds.coarse(group.kinds), other.kinds) for other in whole)
        ]
    )


@dataclass(frozen=True)
class Statement:
    """One thing said of a `population`: a `share` of it, or a `number` of its objects, had an `outcome`.

    `outcome` is a key of `intercept.claim.lexicon.OUTCOMES`. `text` is the part of the sentence. `among` says that it
    is of "them", those named before; `made_of` are the statements of which it is the sum, `word` is the outcome as
    written, empty where none is and "intercepted" is taken.
    """

    population: tuple[Group, ...]
    outcome: str
    text: str
    share: Share | None = None
    number: Count | None = None
    among: bool = False
    made_of: tuple[Statement, ...] = ()
    word: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its population."""
        return tuple(kind for group in self.population for kind in group.kinds)

    @property
    def objects(self) -> Count | None:
        """How many objects it is of; None where that is not said of every group."""
        counts = [group.count for group in self.population]
        known = [count for count in counts if count is not None]
        if len(known) < len(counts) or not known:
            return None
        return total(known)

    def to_dict(self) -> dict[str, object]:
        """Return the statement as plain values, for JSON."""
        return {
            "text": self.text,
            "outcome": self.outcome,
            "population": [group.to_dict() for group in self.population],
            "share": None if self.share is None else self.share.to_dict(),
            "number": None if self.number is None else self.number.to_dict(),
            "sum_of": [part.text for part in self.made_of],
        }


@dataclass(frozen=True)
class Piece:
    """A part of the sentence as written, and what it was understood to be."""

    text: str
    understood: str


@dataclass(frozen=True)
class Reading:
    """A claim as understood.

    Attributes
    ----------
    sentence
        As given, or made from the structured form.
    pieces
        What each part was understood to be, in the order of the sentence.
    groups
        Every group of objects whose number is given, once each.
    statements
        What is said of them.
    included
        Groups that are said to be included, or named without a number of their own.
    record, rank
        Whether it is said to be the largest so far, and the rank: 2 for the second largest, 0 for "for the first time".
    date
        The date in the sentence, None without one.
    unread
        Parts that were not understood, as written.
    span
        The month, year or other span in the sentence, as written; empty without one.
    period
        Its dates, None without a span.
    claimant
        The country whose defence it is of, as far as the sentence says; else empty.
    either
        What could be read in another way than it is here, in sentences.
    doubtful
        Those of `unread` that may change what is said: numbers of nothing that is known, and words of doubt.
    """

    sentence: str
    pieces: tuple[Piece, ...]
    groups: tuple[Group, ...]
    statements: tuple[Statement, ...]
    included: tuple[tuple[str, ...], ...] = ()
    record: bool = False
    date: date | None = None
    unread: tuple[str, ...] = ()
    span: str = ""
    period: Period | None = None
    claimant: str = ""
    doubtful: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    rank: int = 1

    @property
    def of_many(self) -> bool:
        """Whether what is said is of a month or another span, so that no single raid or date is comparable.

        "The largest attack since the start of the war" is one raid.
        """
        if self.period is None or self.date is not None:
            return False
        return self.period.dated or not self.record

    def count_of(self, *names: str) -> Count | None:
        """Return how many objects of these kinds there were, None where it is not said."""
        wanted = kinds.classes(names)
        return next((group.count for group in self.groups if kinds.classes(group.kinds) == wanted), None)

    def to_dict(self) -> dict[str, object]:
        """Return the reading as plain values, for JSON."""
        return {
            "sentence": self.sentence,
            "pieces": [{"text": piece.text, "understood": piece.understood} for piece in self.pieces],
            "groups": [group.to_dict() for group in self.groups],
            "statements": [statement.to_dict() for statement in self.statements],
            "included": [list(names) for names in self.included],
            "record": self.record,
            "rank": self.rank if self.record else None,
            "date": None if self.date is None else str(self.date),
            "not_understood": list(self.unread),
            "doubtful": list(self.doubtful),
            "claimant": self.claimant,
            "also_read": list(self.either),
            "span": self.span,
            "period": None if self.period is None else self.period.to_dict(),
        }
