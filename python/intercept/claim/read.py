"""`read_claim`: a sentence, understood piece by piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intercept.base.arguments import refused
from intercept.claim import composition, kinds, modality, spread, struck
from intercept.claim.authority import claimant
from intercept.claim.changes import is_aside
from intercept.claim.clauses import clauses
from intercept.claim.doubtful import is_doubtful
from intercept.claim.gathered import Found
from intercept.claim.grammar import gather
from intercept.claim.numerals import plain
from intercept.claim.quantifiers import quantified
from intercept.claim.quantities import fitted
from intercept.claim.reading import Piece, Reading, Statement, merged
from intercept.claim.statements import check, literal, with_sums
from intercept.claim.times import Period
from intercept.claim.tokens import NAME, Token, tokens
from intercept.claim.words import OPEN, understood

LENGTH_MAX = 2000
_EXAMPLE = (
    "a sentence in English with numbers of drones or missiles,"
    ' such as "95 % of 60 missiles and 750 drones were intercepted"'
)
_SHOWN = {"count", "share", "all", "none", "all_but", "kind", "verb", "included", "record", "date", "not"}


def read_claim(claim: str) -> Reading:
    """Return what a sentence says, piece by piece.

    Parameters
    ----------
    claim
        A sentence about what was launched and what was intercepted, in English, of at most 2,000 characters, such as
        "95 % of the more than 60 missiles and some 750 drones were intercepted, hypersonic ones included". Digits of
        any script, thousands as 1,000 or 1 000, decimals as 93.5 or 93,5, number words and simple fractions are read;
        `intercept.claim.quantities` says what "some", "nearly" and "more than" stand for.

    Raises
    ------
    InvalidParameterError
        It is no text, says nothing of drones or missiles that is understood, denies, supposes or forecasts what it
        says, or has a number that cannot be (105 %, 549 of 495) or that can be read in two ways.

    Examples
    --------
    >>> reading = read_claim("shot down or suppressed 549 of 595 drones")
    >>> reading.statements[0].number.low, reading.statements[0].objects.low
    (549, 595)
    """
    if not isinstance(claim, str) or not 1 <= len(claim) <= LENGTH_MAX:
        raise refused(NAME, claim, f"{_EXAMPLE}, of at most {LENGTH_MAX:,} characters")
    pieces = quantified(tokens(plain(claim)))
    modality.check(plain(claim), pieces)
    spread.check(plain(claim))
    struck.check(pieces)
    parts, strange = clauses(pieces)
    found = gather(parts)
    if not found.statements and not found.groups:
        raise refused(NAME, claim, _EXAMPLE)
    found.groups = list(merged(found.groups))
    composition.check(NAME, found.groups)
    ranks = [token.meaning for token in pieces if token.kind == "record" and isinstance(token.meaning, int)]
    # "A record attack, the second largest": the one that says more.
    ranks.sort(key=lambda rank: rank == 1)
    dates = list(dict.fromkeys(token.meaning for token in pieces if isinstance(token.meaning, date)))
    if len(dates) > 1:
        raise refused(
            NAME, f"{dates[0]} and {dates[1]}", 'the date of one night, or a span such as "from 1 to 7 October"'
        )
    span = _span(pieces)
    unread = tuple(dict.fromkeys([*(token.text for token in strange), *found.unread]))
    statements = tuple(_filled(statement, found) for statement in found.statements)
    return Reading(
        sentence=" ".join(claim.split()),
        pieces=(
            *(Piece(token.text, _told(token, statements)) for token in pieces if _shown(token, unread)),
            *(Piece(one.text, OPEN) for one in statements if not one.word),
        ),
        groups=tuple(found.groups),
        statements=with_sums(statements),
        included=tuple(dict.fromkeys(found.included)),
        record=bool(ranks),
        rank=ranks[0] if ranks else 1,
        date=dates[0] if dates else None,
        unread=unread,
        span=span[0],
        period=span[1],
        claimant=claimant(plain(claim)),
        either=(*found.either, *spread.of_areas(plain(claim))),
        doubtful=tuple(text for text in unread if is_doubtful(text)),
    )


def _span(pieces: list[Token]) -> tuple[str, Period | None]:
    """Return the span of a sentence as written, and its dates: one whose dates are said before one without.

    Raises InvalidParameterError for two spans with dates: a number is of one.
    """
    # "From 80 % last month" is no span of the claim.
    found = [
        (token.text, token.meaning)
        for place, token in enumerate(pieces)
        if isinstance(token.meaning, Period) and not is_aside(pieces, place)
    ]
    dated = list(dict.fromkeys(period for _, period in found if period.dated))
    if len(dated) > 1:
        raise refused(NAME, f"{dated[0]}; {dated[1]}", 'one span of dates, as "1 to 7 October 2025"')
    found.sort(key=lambda item: not item[1].dated)
    return found[0] if found else ("", None)


def _shown(token: Token, unread: tuple[str, ...]) -> bool:
    """Whether a piece is one that was understood; a number that belongs to nothing was not."""
    apart = any(f" {token.text} " in f" {text} " for text in unread)
    return token.kind in _SHOWN and not (token.kind in {"count", "share"} and apart)


def _told(token: Token, statements: tuple[Statement, ...]) -> str:
    """Return what a piece was understood to be, as it is used: "more than 100" of 200 is 101 to 200."""
    for one in statements:
        if token.count is not None and one.number is not None and one.number.text == token.text:
            return understood(replace(token, meaning=one.number))
        if token.share is not None and one.share is not None and one.share.text == token.text:
            return understood(replace(token, meaning=one.share))
    return understood(token)


def _filled(statement: Statement, found: Found) -> Statement:
    """Give groups without a number the one that is said elsewhere in the sentence."""
    known = {kinds.classes(group.kinds): group.count for group in found.groups}
    population = tuple(
        group if group.count else replace(group, count=known.get(kinds.classes(group.kinds)))
        for group in statement.population
    )
    # Not before: a group that is named later belongs to it, too, as in "30 of 20 drones and 15 missiles".
    filled = literal(replace(statement, population=population))
    if filled.share is not None and filled.objects is not None:
        filled = replace(filled, share=fitted(filled.share, filled.objects))
    check(filled)
    return filled
