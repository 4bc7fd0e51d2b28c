"""The structured form of a claim: numbers of drones and missiles, of classes among them, and a rate or a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral

from intercept.base.arguments import by_name, refused, shown, whole
from intercept.claim import composition, kinds, quantities
from intercept.claim.numerals import plain
from intercept.claim.parts import outermost
from intercept.claim.quantities import MOST_OBJECTS, Count, Share
from intercept.claim.reading import Group, Piece, Reading, Statement
from intercept.claim.statements import check
from intercept.claim.tokens import Token, tokens
from intercept.claim.words import share_words
from intercept.errors import InvalidParameterError

Number = int | str | Count
Rate = float | int | str | Decimal | Fraction | Share

_COUNT = 'a whole number from 0, or text such as "60-69", "some 750" or "over 60"'
_RATE = 'a number from 0 to 1, or text such as "95%" or "more than half"'
_LENGTH_MAX = 60


def read_count(name: str, value: object) -> Count:
    """Return a count from a whole number or a text such as "60-69"; raises InvalidParameterError, naming `name`."""
    if isinstance(value, Count):
        return value
    if not isinstance(value, str):
        number = whole(name, value, 0, MOST_OBJECTS)
        return Count(number, number, str(number))
    found = _only(value)
    if found is None or found.count is None:
        raise refused(name, value, _COUNT)
    return found.count


def read_rate(name: str, value: object) -> Share:
    """Return a share from a number in [0, 1] or a text such as "95%", with its rounding.

    A number counts as the decimal it prints as, rounded to whole per cent at the coarsest; a Fraction is exact. Raises
    InvalidParameterError, naming `name`, for anything else.
    """
    if isinstance(value, Share):
        return value
    if isinstance(value, Fraction):
        if not 0 <= value <= 1:
            raise refused(name, value, _RATE)
        return quantities.exactly(value, str(value))
    found = _only(value) if isinstance(value, str) else None
    if found is not None and found.share is not None:
        return found.share
    number = None if isinstance(value, bool) else _decimal(value)
    if number is None or not 0 <= number <= 1:
        hint = f"; for {shown(value)} percent write {number}%" if number is not None and 1 < number <= 100 else ""
        raise refused(name, value, f"{_RATE}{hint}")
    return quantities.percentage(name, number.scaleb(2), f"{number.scaleb(2).normalize():f} %")


def _decimal(value: object) -> Decimal | None:
    if not isinstance(value, str | float | Decimal | Integral):
        return None
    try:
        number = Decimal(str(value).strip())
    except (InvalidOperation, ValueError):  # a whole number of thousands of digits
        return None
    # A rate written finer than a millionth of a millionth is no headline, and would not fit in memory at 1e-999999.
    return number if number.is_finite() and -14 < number.adjusted() < 14 else None


def _only(text: str) -> Token | None:
    """Return the one number that a text is, None for any other text."""
    if not 0 < len(text) <= _LENGTH_MAX:
        return None
    try:
        found = tokens(plain(text))
    except InvalidParameterError:
        return None
    return found[0] if len(found) == 1 else None


def groups_of(drones: object, missiles: object, of: Mapping[str, Number] | None) -> tuple[Group, ...]:
    """Return the groups that the parameters of these names give, those left out (None) not among them."""
    found = [
        Group((name,), read_count(name, value))
        for name, value in (("drones", drones), ("missiles", missiles))
        if value is not None
    ]
    for kind, value in by_name("of", of).items():
        found.append(Group((kinds.known("of", kind),), read_count("of", value)))
    composition.check("of" if of else "drones", found)
    return tuple(found)


def reading_of(groups: tuple[Group, ...], rate: object, down: object) -> Reading:
    """Return the claim that a rate or a count of objects down, over groups, stands for."""
    population = outermost(groups)
    for name, value in (("rate", rate), ("down", down)):
        if not population and value is not None:
            raise refused(name, value, "given with how many there were: drones, missiles, or numbers of kinds (of)")
    if not population:
        raise InvalidParameterError(
            "claim, drones, missiles or of must be given: a sentence, or numbers with a rate (rate) or a count (down)"
        )
    if rate is None and down is None:
        raise refused("rate", None, "given with drones and missiles, or down, the number of them that were intercepted")
    share = None if rate is None else read_rate("rate", rate)
    number = None if down is None else read_count("down", down)
    among = [group for group in groups if group not in population]
    words = " and ".join(group.label for group in population)
    told = f"{share.text} of {words}" if number is None and share is not None else f"{number} of {words}"
    statement = Statement(population, "did_not_hit", told, share, number)
    _check_down(statement)
    return Reading(
        sentence=told + (f", {' and '.join(group.label for group in among)} among them" if among else ""),
        pieces=tuple(_pieces(groups, share, number)),
        groups=groups,
        statements=(statement,),
        included=tuple(group.kinds for group in among),
    )


def _check_down(statement: Statement) -> None:
    objects = statement.objects
    if objects is not None and not objects.high:
        raise refused("drones", 0, "at least 1 where there are no missiles")
    try:
        check(statement)
    except InvalidParameterError as error:
        number = statement.number
        told = "" if objects is None else f"at most the {objects.high:,} objects there were"
        raise refused("down", None if number is None else number.text, told) from error


def _pieces(groups: tuple[Group, ...], share: Share | None, number: Count | None) -> list[Piece]:
    told = [Piece(kinds.label(group.kinds), str(group.count)) for group in groups]
    if share is not None:
        told.append(Piece(share.text, share_words(share)))
    if number is not None:
        told.append(Piece(number.text, f"{number} did not hit"))
    return told


def joined(reading: Reading, groups: tuple[Group, ...]) -> Reading:
    """Return a reading with numbers that were given beside the sentence; it must not contradict them."""
    added = list(reading.groups)
    for group in groups:
        same = reading.count_of(*group.kinds)
        if (
            same is not None
            and group.count is not None
            and (same.low, same.high) != (group.count.low, group.count.high)
        ):
            raise refused(group.kinds[0], group.count.text, f"{same}, as the claim says, or left out")
        if same is None:
            added.append(group)
    composition.check("of", added)
    known = {kinds.classes(group.kinds): group.count for group in added}
    statements = tuple(
        replace(one, population=tuple(_counted(group, known) for group in one.population)) for one in reading.statements
    )
    statements = tuple(
        replace(one, share=quantities.fitted(one.share, one.objects)) if one.share and one.objects else one
        for one in statements
    )
    pieces = (*reading.pieces, *_pieces(tuple(added[len(reading.groups) :]), None, None))
    return replace(reading, groups=tuple(added), statements=statements, pieces=pieces)


def _counted(group: Group, known: Mapping[frozenset[str], Count | None]) -> Group:
    return group if group.count is not None else replace(group, count=known.get(kinds.classes(group.kinds)))
