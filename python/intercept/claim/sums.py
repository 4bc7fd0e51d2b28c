"""The section of a check that needs nothing but the claim's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from intercept.claim import accounts, kinds, unsaid
from intercept.claim.arithmetic import Arithmetic, Bound
from intercept.claim.findings import GRADES, Finding
from intercept.claim.outcomes import DOWN, MEANT, OWN, arithmetic, ends, left_over, rates
from intercept.claim.reading import Reading
from intercept.claim.words import listed, percent, share_words

_PLAIN = "The sentence put so that it can be read in one way."
_ROUNDED = "The share was rounded half up to its last digit, and the words about counts mean what the reading says."


def findings(reading: Reading, _record: object = None, _scenario: object = None) -> list[Finding]:
    """Return what follows from the claim alone."""
    found: list[Finding] = []
    for one in arithmetic(reading):
        found += _of_statement(one, reading)
    found += [Finding("arithmetic", "open", "the claim alone", told, changes=(_PLAIN,)) for told in reading.either]
    found += unsaid.findings(reading)
    found += accounts.findings(reading.statements)
    if reading.record:
        size = listed(group.label for group in reading.groups)
        told = f"Whether {size} are the most so far cannot be said without a record."
        found.append(Finding("arithmetic", "open", "the claim alone", told, changes=("A record of other nights.",)))
    if not reading.statements and not reading.record:
        told = f"It says that there were {listed(group.label for group in reading.groups)}, and nothing of what fell."
        found.append(
            Finding("arithmetic", "open", "the claim alone", told, changes=("A share or a number that fell.",))
        )
    return found


def _of_statement(one: Arithmetic, reading: Reading) -> Iterator[Finding]:
    if one.objects is None:
        yield _without_number(one)
    elif one.contradicts_itself:
        yield _contradiction(one)
    else:
        yield _counted(one) if one.statement.number is not None else _leakers(one)
        yield from _bounds(one, reading)
        yield from _silence(one, reading)


def _without_number(one: Arithmetic) -> Finding:
    number, name = one.statement.number, kinds.label(one.statement.kinds)
    down, _ = DOWN[one.statement.outcome]
    if one.share is None:
        down = "that hit" if one.statement.outcome == "hit" else down
        of = kinds.label(one.statement.kinds, number.high) if number else name
        told = f"{number} {of} {down} {'is' if str(number) == '1' else 'are'} no rate: how many there were is not said."
    else:
        # The least whole number of a few that the share allows, as an example; none and all of them need no example.
        least = next((k for k in range(17) if one.share.holds(Fraction(k, 16))), None)
        example = f"; of 16, for example, at least {least}" if least and one.share.low < 1 else ""
        told = f"How many {name} there were is not said: {share_words(one.share)} gives no number of them{example}."
    changes = (f"How many {name} there were: --of {one.statement.kinds[0]}=NUMBER.",)
    return Finding("arithmetic", "open", "the claim alone", told, key=True, changes=changes)


def _contradiction(one: Arithmetic) -> Finding:
    objects, share, number = one.objects, one.statement.share, one.statement.number
    assert share is not None  # noqa: S101 - only shares can contradict whole numbers
    name = kinds.label(one.statement.kinds)
    if number is not None and objects is not None:
        told = f"{number} of {objects} {name} is {rates(number, objects)}, not {share.text}."
        numbers = {"number": number.to_dict(), "objects": objects.to_dict(), "share": share.to_dict()}
    else:
        told = f"No whole number of {objects} {name} gives {share.text}, which stands for {share_words(share)}."
        numbers = {"objects": None if objects is None else objects.to_dict(), "share": share.to_dict()}
    changes = ("Another number of objects, or a share with fewer digits.",)
    return Finding(
        "arithmetic", "not_reconcilable", OWN, told, key=True, numbers=numbers, assumes=(_ROUNDED,), changes=changes
    )


def _counted(one: Arithmetic) -> Finding:
    """Return what a number of objects is as a share, and how many are left."""
    number, objects, left = one.statement.number, one.objects, one.exact
    assert number is not None  # noqa: S101 - the caller has looked
    assert objects is not None  # noqa: S101
    name, share = kinds.label(one.statement.kinds, objects.high), one.statement.share
    low, high = ends(number, objects)
    what = f"{number} of {objects} {name}"
    if one.statement.made_of:
        parts = [f"{part.number} {DOWN[part.outcome][0]}" for part in one.statement.made_of]
        what = f"{listed(parts)} make {number} of {objects} {name}, which"
    if one.statement.outcome == "hit":
        told = f"{what} got through, so {_rest(one)} did not."
    else:
        were = "was" if str(left) == "1" else "were"
        told = f"{what} is {rates(number, objects)}; {left} {were} not {DOWN[one.statement.outcome][0]}."
    if share is not None:
        told = told.removesuffix(".") + f", as {share.text} says."
    numbers = {
        "rate_low": float(low),
        "rate_high": float(high),
        "left": left.to_dict() if left else None,
    }
    # Of a sum of two outcomes it is said how many each has.
    assumes = () if one.statement.made_of else (MEANT[one.statement.outcome],)
    changes = ("Another count of what was launched: the rate is of those that were counted.",)
    key = one.statement.outcome != "lost"
    return Finding("arithmetic", "agrees", OWN, told, key=key, numbers=numbers, assumes=assumes, changes=changes)


def _rest(one: Arithmetic) -> str:
    number, objects = one.statement.number, one.objects
    assert number is not None  # noqa: S101
    assert objects is not None  # noqa: S101
    low, high = max(0, objects.low - number.high), max(0, objects.high - number.low)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _leakers(one: Arithmetic) -> Finding:
    share, stated, objects = one.statement.share, one.stated, one.objects
    assert share is not None  # noqa: S101 - the caller has looked
    groups = [group for group in one.statement.population if group.count is not None and group.count.high]
    of = f" ({' and '.join(group.label for group in groups)})" if len(groups) > 1 else ""
    name = kinds.label(groups[0].kinds) if len(groups) == 1 else "objects"
    through = DOWN[one.statement.outcome][1]
    if share.low == share.high == 1:
        not_so = (
            "did not get through" if one.statement.outcome == "hit" else f"was not {DOWN[one.statement.outcome][0]}"
        )
        told = f"That is every one of {objects} {name}: one that {not_so} disproves it."
    elif one.statement.made_of:
        told = f"{_made(one)}, which leaves {left_over(stated, through)}."
    elif one.exact is None or one.exact == stated:
        told = f"{share.text[:1].upper()}{share.text[1:]} of {objects} {name}{of} leaves {left_over(stated, through)}."
    else:
        told = f"{share.text} of {objects} {name}{of} allows {left_over(one.exact, through)} read exactly"
        told += f", {stated} as stated ({share_words(share)})."
    numbers = {
        "leakers_exact": None if one.exact is None else one.exact.to_dict(),
        "leakers_as_stated": None if stated is None else stated.to_dict(),
    }
    assumes = (_ROUNDED, *filter(None, [MEANT.get(one.statement.outcome)]))
    changes = ("The exact numbers behind the words.",)
    return Finding("arithmetic", "agrees", OWN, told, key=True, numbers=numbers, assumes=assumes, changes=changes)


def _made(one: Arithmetic) -> str:
    """Say what shares of several outcomes make together, in objects where their number is exact."""
    share, objects, made_of = one.statement.share, one.objects, one.statement.made_of
    assert share is not None  # noqa: S101 - the caller has looked
    assert objects is not None  # noqa: S101
    parts = listed(f"{part.share.text} {DOWN[part.outcome][0]}" for part in made_of if part.share is not None)
    told = f"{parts} make {percent(share.written)} of {objects} {kinds.label(one.statement.kinds, objects.high)}"
    counts = [part.share.written * objects.low for part in made_of if part.share is not None]
    if objects.exact and all(count.denominator == 1 for count in counts):
        told += f", {int(sum(counts)):,} = {' + '.join(f'{int(count):,}' for count in counts)}"
    return told[:1].upper() + told[1:]


def _bounds(one: Arithmetic, reading: Reading) -> Iterator[Finding]:
    # What the claim says most of comes first; what it says itself of a part needs no bound.
    for bound in sorted(one.bounds, key=lambda bound: -bound.stated_share):
        if _is_said(bound.group.kinds, reading):
            continue
        if bound.stated_least:
            yield _bound(one, bound)
        if bound.group.count is not None and bound.most < bound.group.count.low:
            name, down = kinds.label(bound.group.kinds), DOWN[one.statement.outcome][0]
            most = f"at most {bound.most:,} of" if bound.most else "none of"
            need = f"{most} the {bound.group.count} {name} {'were' if bound.most else 'was'} {down}"
            yield Finding("arithmetic", "possible", OWN, f"{GRADES['possible']} {need}.", need, numbers=bound.to_dict())


def _is_said(names: tuple[str, ...], reading: Reading) -> bool:
    """Whether a claim says itself how many of a part were stopped."""
    return any(kinds.same(one.kinds, names) and one.outcome not in {"lost", "hit"} for one in reading.statements)


def _bound(one: Arithmetic, bound: Bound) -> Finding:
    name, down = kinds.label(bound.group.kinds), DOWN[one.statement.outcome][0]
    count = bound.group.count
    sized = (
        "{1:,} of the {2:,} {3} ({0} or more)"
        if count is not None and count.exact
        else "{0} of the {3} ({1:,} of {2:,})"
    )
    least = sized.format(percent(bound.stated_share, 1), bound.stated_least, bound.of, name)
    exactly = ""
    if bound.exact_share is not None and bound.exact_least != bound.stated_least:
        exactly = f"; read exactly, {bound.exact_least:,} of {bound.of:,} ({percent(bound.exact_share, 1)} or more)"
    need = f"at least {least} were {down}"
    told = f"{GRADES['possible']} {need}: that many of the {name}, even if everything else was {down}{exactly}."
    changes = (f"More {name}, or fewer other objects, would raise it; fewer would lower it.",)
    return Finding(
        "arithmetic", "possible", OWN, told, need, numbers=bound.to_dict(), assumes=(_ROUNDED,), changes=changes
    )


def _silence(one: Arithmetic, reading: Reading) -> Iterator[Finding]:
    """Say of which kinds the claim says nothing: those that may all be among what got through."""
    stated, objects = one.stated, one.objects
    if stated is None or objects is None or not stated.high:
        return
    bounded = [kinds.classes(bound.group.kinds) for bound in one.bounds if bound.stated_least]
    named = [*reading.included, *(bound.group.kinds for bound in one.bounds if not bound.stated_least)]
    own = kinds.classes(one.statement.kinds)
    for names in dict.fromkeys(named):
        inner = kinds.classes(names)
        if inner < own and inner not in bounded and not _is_said(names, reading):
            yield _unsaid(one, names, reading)


def _unsaid(one: Arithmetic, names: tuple[str, ...], reading: Reading) -> Finding:
    stated, count, name = one.stated, reading.count_of(*names), kinds.label(names)
    assert stated is not None  # noqa: S101 - the caller has looked
    exact = "" if one.exact is None or one.exact == stated else f" ({one.exact.high:,}, read exactly)"
    through = DOWN[one.statement.outcome][1]
    if count is None:
        unless = f"unless there were more than {stated.high:,} of them{exact}"
        told = f"It says nothing of the {name} {unless}: all of them may be among those that may {through}."
    else:
        told = f"It says nothing of the {count} {name}"
        told += f": all of them may be among the {stated.high:,}{exact} that may {through}."
    changes = (f"A number of {name} down, or how many there were: --of {names[0]}=NUMBER.",)
    numbers = {"kinds": list(names), "silent_up_to": stated.high}
    against = f"the share over all objects, as to the {name}"
    return Finding("arithmetic", "open", against, told, key=True, numbers=numbers, changes=changes)
