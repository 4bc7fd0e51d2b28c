"""From clauses to a reading: which number is of which, and what it says.

The pieces of a clause are letters (c a count, s a share, a all, n none, o of, k a kind, t of them, b all but, i
included), and each form below is a pattern over them: "549 of 595 drones" is c o c k.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.clauses import Clause
from intercept.claim.quantities import Count
from intercept.claim.reading import Group, Statement
from intercept.claim.tokens import NAME, Token

# Each form with its pattern; the longest that fits is taken, the first among equals.
_FORMS = [
    ("of_number", r"(?P<q>c)o(?P<n>c)(?P<k>k?)|(?P<q2>c)(?P<k2>k)o(?P<n2>c)k?"),
    ("all_but", r"b(?P<q>c)o?(?P<n>c)(?P<k>k?)"),
    ("share_of", r"(?P<q>[san])o?(?P<n>c?)(?P<k>k)|(?P<q2>[san])o?(?P<n2>c)"),
    ("of_them", r"(?P<q>[csan])t(?P<k>k?)|t(?P<q2>[csan])(?P<k2>k?)"),
    ("included", r"i(?P<k>k)|(?P<k2>k)i"),
    ("part", r"i(?P<n>c)(?P<k>k)|(?P<n2>c)(?P<k2>k)i"),
    ("some_of", r"(?P<q>c)o(?P<k>k)"),
    ("group", r"o?(?P<n>c)(?P<k>k)|o(?P<n2>c)"),
    ("named", r"o?(?P<k>k)"),
    ("bare", r"(?P<q>[csan])"),
]
_PATTERNS = [(form, re.compile(pattern)) for form, pattern in _FORMS]


@dataclass
class Found:
    """What the clauses of a sentence say, as it is gathered."""

    groups: list[Group] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    included: list[tuple[str, ...]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    last: tuple[Group, ...] = ()
    open: bool = False  # whether a further group may belong to the last statement
    waiting: Token | None = None  # a share whose population was not named yet

    def declare(self, group: Group) -> None:
        """Note a group and its number, once for each make."""
        same = [
            other
            for other in self.groups
            if (kinds.classes(other.kinds), other.make) == (kinds.classes(group.kinds), group.make)
        ]
        if group.count is not None and not same:
            self.groups.append(group)


def gather(clauses: list[Clause]) -> Found:
    """Return what clauses say."""
    found = Found()
    for clause in clauses:
        pieces, letters = clause.pieces, clause.letters
        while letters:
            form, match = _best(letters)
            if match is None:
                found.unread.append(pieces[0].text) if pieces[0].kind in {"count", "share"} else None
                pieces, letters = pieces[1:], letters[1:]
                continue
            parts = _parts(match, pieces)
            _READERS[form](found, clause, parts)
            pieces, letters = pieces[match.end() :], letters[match.end() :]
    if found.waiting is not None:
        found.unread.append(found.waiting.text)
    return found


def _best(letters: str) -> tuple[str, re.Match[str] | None]:
    fits = [(form, match) for form, pattern in _PATTERNS if (match := pattern.match(letters))]
    return max(fits, key=lambda fit: fit[1].end(), default=("", None))


def _parts(match: re.Match[str], pieces: list[Token]) -> dict[str, Token]:
    """Return the pieces by the names of the pattern: q what is said, n of how many, k of what."""
    found = {name[0]: pieces[match.start(name)] for name, text in match.groupdict().items() if text}
    found["text"] = Token("text", " ".join(piece.text for piece in pieces[match.start() : match.end()]))
    return found


def _group(parts: dict[str, Token], default: tuple[str, ...] = ("targets",)) -> Group:
    kind = parts.get("k")
    names = kind.meaning if kind is not None and isinstance(kind.meaning, tuple) else default
    make = kind.text.lower() if kind is not None and names[0] in kinds.KINDS[names[0]] else ""
    return Group(names, parts["n"].count if "n" in parts else None, make)


def _state(found: Found, clause: Clause, parts: dict[str, Token], population: tuple[Group, ...], said: Token) -> None:
    outcome = clause.outcome if clause.outcome not in {None, "launched"} else "intercepted"
    for group in population:
        found.declare(group)
    share, text = said.share or said.share_too, parts["text"].text
    if share is None and found.waiting is not None:
        share, text = found.waiting.share, f"{found.waiting.text}, {text}"
        found.waiting = None
    found.statements.append(Statement(population, str(outcome), text, share, said.count))
    found.last, found.open = population, not (clause.own and not clause.leading)


def literal(statement: Statement) -> Statement:
    """Read "at least 10 of 12" as what it says: 10 to 12. A number of a known number has a natural top."""
    number, objects = statement.number, statement.objects
    if number is None or objects is None or number.low > objects.high:
        return statement
    low = 0 if number.how in {"under", "at_most"} else number.low
    high = objects.high if number.how in {"over", "at_least"} else min(number.high, objects.high)
    return replace(statement, number=replace(number, low=low, high=high))


def check(statement: Statement) -> None:
    """Raise InvalidParameterError where more objects are counted than there were, or where there were none."""
    number, objects = statement.number, statement.objects
    if objects is not None and not objects.high:
        raise refused(NAME, statement.text, "of at least 1 object")
    if number is not None and objects is not None and number.low > objects.high:
        raise refused(NAME, statement.text, f"a count of at most the {objects.high:,} that it is of")


def _of_number(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    last = found.statements[-1] if found.statements else None
    bare = "k" not in parts and parts["q"].count is not None
    if bare and last is not None and last.number is None and last.share is not None and last.objects is None:
        # "92.27 % of the drones (549 of 595)": the numbers of the same statement.
        population = (Group(last.kinds, parts["n"].count),)
        found.statements.pop()
        _state(found, clause, parts, population, replace(parts["q"], share_too=last.share))
        return
    _state(found, clause, parts, (_group(parts),), parts["q"])


def _all_but(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    group, left = _group(parts), parts["q"].count
    if left is not None and group.count is not None and left.low <= group.count.high:
        number = Count(max(0, group.count.low - left.high), group.count.high - left.low, parts["text"].text, "range")
        _state(found, clause, parts, (group,), replace(parts["q"], meaning=number))
    else:
        raise refused(NAME, parts["text"].text, "a count of at most what it is of")


def _some_of(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    _state(found, clause, parts, (_group(parts),), parts["q"])


def _of_them(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    said, text = parts["q"], parts["text"].text
    if not found.last:
        found.unread.append(text)
    elif "k" in parts:
        inner = Group(_group(parts).kinds, said.count)
        if said.count is not None and kinds.within(inner.kinds, _kinds(found.last)):
            found.declare(inner)
            found.included.append(inner.kinds)
        else:
            found.unread.append(text)
    elif clause.outcome == "launched":
        found.unread.append(text)
    else:
        _state(found, clause, parts, found.last, said)


def _kinds(groups: tuple[Group, ...]) -> tuple[str, ...]:
    return tuple(kind for group in groups for kind in group.kinds)


def _included(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    found.included.append(_group(parts).kinds)


def _part(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    group = _group(parts)
    found.declare(group)
    found.included.append(group.kinds)


def _group_alone(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    group, statement = _group(parts), found.statements[-1] if found.statements else None
    # "95 % of 60 missiles and 750 drones launched overnight" is of both.
    launched = clause.outcome == "launched" and (clause.leading or not found.open)
    if statement is not None and statement.population == found.last and not launched:
        if statement.share is not None and _strictly_inside(group, statement.population):
            found.declare(group)
            return
        if found.open and _takes_more(statement) and kinds.apart(group.kinds, statement.kinds):
            _extend(found, statement, group)
            return
    if found.waiting is not None and not clause.own:
        _state(found, clause, parts, (group,), Token("share", found.waiting.text))
        return
    if not (clause.own or clause.leading) and found.last and _strictly_inside(group, found.last):
        found.declare(group)
        found.included.append(group.kinds)
        return
    if clause.outcome in {None, "launched"} or "k" not in parts or clause.letters[:1] == "o":
        found.declare(group)
        found.last = (*(found.last if _continues(found, group) else ()), group)
        return
    said = replace(parts["n"], meaning=group.count)
    _state(found, clause, parts, (Group(group.kinds),), said)


def _strictly_inside(group: Group, outer: tuple[Group, ...]) -> bool:
    return kinds.classes(group.kinds) < kinds.classes(_kinds(outer))


def _takes_more(statement: Statement) -> bool:
    """Whether a further group can belong to a statement: to a share of groups, or to a number of groups with theirs."""
    return statement.share is not None or statement.objects is not None


def _continues(found: Found, group: Group) -> bool:
    """Whether a group stands beside those declared just before: "477 drones and 60 missiles"."""
    return bool(found.last) and not found.statements and kinds.apart(group.kinds, _kinds(found.last))


def _extend(found: Found, statement: Statement, group: Group) -> None:
    found.declare(group)
    population = (*statement.population, group)
    text = f"{statement.text} and {group.count.text if group.count else ''} {kinds.label(group.kinds)}"
    longer = replace(statement, population=population, text=" ".join(text.split()))
    found.statements[-1], found.last = longer, population


def _named(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    names = _group(parts).kinds
    if kinds.classes(names) != kinds.classes(("targets",)):
        found.included.append(names)


def _bare(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    said, statement = parts["q"], found.statements[-1] if found.statements else None
    if said.share is not None and statement is not None and statement.share is None and not clause.own:
        found.statements[-1] = replace(statement, share=said.share)
    elif said.share is not None and statement is None and found.last:
        _state(found, clause, parts, found.last, said)
    elif clause.outcome == "launched" and said.count is not None:
        group = Group(("targets",), said.count)
        found.declare(group)
        found.last = (group,)
    elif found.last and clause.outcome is not None:
        _state(found, clause, parts, found.last, said)
    elif said.share is not None and statement is None:
        found.waiting = said
    else:
        found.unread.append(parts["text"].text)


_READERS = {
    "of_number": _of_number,
    "all_but": _all_but,
    "share_of": _of_number,
    "of_them": _of_them,
    "included": _included,
    "part": _part,
    "some_of": _some_of,
    "group": _group_alone,
    "named": _named,
    "bare": _bare,
}
