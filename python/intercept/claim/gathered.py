"""What the clauses of a sentence say, as it is gathered, and which groups a number is of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.clause import Clause
from intercept.claim.quantifiers import vague
from intercept.claim.quantities import Share
from intercept.claim.reading import Group, Statement, total
from intercept.claim.tokens import NAME, Token
from intercept.errors import InvalidParameterError

_OUTCOMES = "shot down, intercepted, jammed, lost, neutralised, got through or hit"


# "15 Shaheds" and "15 Shahed drones" are of one make.
_MADE = re.compile(r"(?: (?:one-way|attack|cruise|ballistic))*(?: (?:drone|uav|missile|vehicle)s?|s)?$")


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
    waiting_outcome: str | None = None
    doubt: InvalidParameterError | None = None  # of "55 of 60 missiles and 39 drones", unless a list follows
    bare: Group | None = None  # a number of objects that were given no kind
    heading: tuple[str, ...] = ()  # the kinds of "drones: 97 launched, 70 shot down"
    first: tuple[Clause, dict[str, Token]] | None = None  # "50 were shot down" before it is said of what
    either: list[str] = field(default_factory=list)  # what could be read in another way, too, and how
    inner: tuple[tuple[Group, ...], Group] | None = None  # the last group that was named as a part, and of what
    named: tuple[str, ...] = ()  # drones or missiles that were named without a number

    def declare(self, group: Group) -> None:
        """Note a group and its number, once for each make; raises InvalidParameterError for two different numbers."""
        count = group.count
        if count is None:
            return
        for other in self.groups:
            if (kinds.classes(other.kinds), other.make) != (kinds.classes(group.kinds), group.make):
                continue
            if other.count is not None and (count.high < other.count.low or count.low > other.count.high):
                told = f'{other.label}, as is said before, or given with what became of them: "shot down", "lost"'
                raise refused(NAME, group.label, told)
            if other.count is not None and (count.low, count.high) != (other.count.low, other.count.high):
                self.unread.append(f"{count.text} {kinds.label(group.kinds)}")
            return
        self.groups.append(group)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The kinds that numbers were said of whose own number is not known yet; empty where they are of several."""
        known = [kinds.classes(group.kinds) for group in self.groups]
        lack = [one.kinds for one in self.statements if one.objects is None and kinds.classes(one.kinds) not in known]
        return lack[0] if len({kinds.classes(names) for names in lack}) == 1 else ()


def group_of(parts: dict[str, Token], default: tuple[str, ...] = ("targets",)) -> Group:
    """Return the group of the pieces: their kind, that of objects where none is named, and their number."""
    kind = parts.get("k")
    names = kind.meaning if kind is not None and isinstance(kind.meaning, tuple) else default
    make = kind.text if kind is not None and names[0] in kinds.KINDS[names[0]] else ""
    return Group(names, parts["n"].count if "n" in parts else None, _MADE.sub("", make.lower()))


def sized(found: Found, parts: dict[str, Token]) -> tuple[Group, ...]:
    """Return the groups of a number: those named with it, else those that were said to be as many, else by heading."""
    group = group_of(parts)
    if "k" in parts or group.count is None:
        return (group,)
    wanted = (group.count.low, group.count.high)
    alike = [other for other in found.groups if other.count and (other.count.low, other.count.high) == wanted]
    if len(alike) == 1:
        return (alike[0],)
    last = [other.count for other in found.last if other.count is not None]
    if len(last) == len(found.last) > 1 and (total(last).low, total(last).high) == wanted:
        return found.last
    return (Group(found.heading or found.lacking or found.named or group.kinds, group.count),)


def said_of(found: Found) -> tuple[Group, ...]:
    """Return the groups that a number without a kind is of: those of the heading, else those named last."""
    if found.heading and not (found.last and kinds.same(found.heading, kinds_of(found.last))):
        return (Group(found.heading),)
    return found.last


def with_number(found: Found, group: Group) -> Group:
    """Return a group with the number that was given of it before, None where none was."""
    same = [other.count for other in found.groups if kinds.same(other.kinds, group.kinds)]
    return replace(group, count=same[0] if len(same) == 1 else None)


def strictly_inside(group: Group, outer: tuple[Group, ...]) -> bool:
    """Whether a group is a part of others."""
    return kinds.classes(group.kinds) < kinds.classes(kinds_of(outer))


def kinds_of(groups: tuple[Group, ...]) -> tuple[str, ...]:
    """Return the kinds of groups."""
    return tuple(kind for group in groups for kind in group.kinds)


def shared(found: Found, share: Share) -> tuple[Group, ...]:
    """Return the groups that a share after "55 of 60 missiles and 700 of 750 drones" is of: all where it fits but them.

    Without numbers before it, or where it fits the last one or fits none, that are the groups named last.
    """
    counted = [one for one in found.statements if one.number is not None and one.objects is not None]
    if len(counted) < 2 or counted[-1].population != found.last or len({one.outcome for one in counted}) > 1:
        return found.last
    rates = [
        Fraction(sum(one.number.low for one in some if one.number), sum(one.objects.low for one in some if one.objects))
        for some in (counted[-1:], counted)
    ]
    population = tuple(group for one in counted for group in one.population)
    return population if share.holds(rates[1]) and not share.holds(rates[0]) else found.last


def without_vague(found: Found, clause: Clause) -> None:
    """Leave out words such as "dozens" of what was launched; said of another outcome they are refused."""
    for piece in clause.pieces:
        if piece.kind == "vague":
            if clause.outcome not in {None, "launched"} and set("ck") & set(clause.letters):
                vague(piece)
            found.unread.append(piece.text)
    clause.pieces = [piece for piece in clause.pieces if piece.kind != "vague"]


def outcome_open(clause: Clause, text: str) -> None:
    """Raise InvalidParameterError where words not known may say what became of objects, or only a launch is said."""
    if clause.strange:
        raise refused(NAME, " ".join(clause.strange), f'a word for what became of "{text}": {_OUTCOMES}')
    seen = clause.word.lower().startswith(("engag", "detect", "track", "dealt"))
    if clause.outcome == "launched" and (clause.leading or seen):
        raise refused(NAME, f"{clause.word} {text}", f"given with what became of them: {_OUTCOMES}")


def one_share(statement: Statement | None, said: Token) -> None:
    """Raise InvalidParameterError for a share beside another one that it cannot be: those are two claims."""
    share, before = said.share, None if statement is None else statement.share
    if share is not None and before is not None and (share.low > before.high or share.high < before.low):
        told = 'one share, of one time, or each with its kind: "90 % of drones and 70 % of missiles"'
        raise refused(NAME, f"{before.text}; {share.text}", told)


def state(found: Found, clause: Clause, parts: dict[str, Token], population: tuple[Group, ...], said: Token) -> None:
    """Note a statement of groups: what is said of them, with the share that waited for them and the outcome."""
    for group in population:
        found.declare(group)
    share, text, outcome = said.share or said.share_too, parts["text"].text, clause.outcome
    if share is None and found.waiting is not None:
        share, text = found.waiting.share, f"{found.waiting.text}, {text}".removesuffix(", ")
        outcome = found.waiting_outcome if outcome in {None, "launched"} else outcome
        found.waiting = None
    word = clause.word or str(outcome)
    if outcome in {None, "launched"}:
        outcome_open(clause, text)
        outcome, word = "intercepted", ""
    found.statements.append(Statement(population, str(outcome), text, share, said.count, word=word))
    found.last, found.open = population, not (clause.own and not clause.leading)
