"""A number of a kind by itself: what there was, a further group of what was said before, or what became of objects."""

from __future__ import annotations

from dataclasses import replace

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.clause import Clause
from intercept.claim.gathered import Found, kinds_of, sized, state, strictly_inside
from intercept.claim.reading import Group, Statement
from intercept.claim.tokens import NAME, Token


def group_alone(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    """Note a group and its number, or the statement that it makes or belongs to."""
    group, statement = sized(found, parts)[0], found.statements[-1] if found.statements else None
    # "95 % of 60 missiles and 750 drones launched overnight" is of both.
    launched = clause.outcome == "launched" and (clause.leading or not found.open)
    if statement is not None and statement.population == found.last and not launched:
        if statement.share is not None and strictly_inside(group, statement.population):
            found.declare(group)
            return
        if (
            found.open
            and _takes_more(statement)
            and not _is_known(found, group)
            and kinds.apart(group.kinds, statement.kinds)
        ):
            found.doubt = None
            if clause.closed != ":" and statement.number is not None and not _needs_more(statement):
                told = f"written as '{statement.text} and a number of the {group.label}', or with how many there were"
                found.doubt = refused(NAME, f"{statement.text} and {group.label}", f"{told} in all")
            _extend(found, statement, group)
            return
    if found.waiting is not None and not clause.own and clause.outcome != "launched":
        state(found, clause, parts, (group,), Token("share", found.waiting.text))
        return
    fell = clause.outcome not in {None, "launched"}
    if not (clause.own or clause.leading or fell) and found.last and strictly_inside(group, found.last):
        found.declare(group)
        found.included.append(group.kinds)
        found.inner = (found.last, group)
        return
    if clause.outcome in {None, "launched"} or "k" not in parts or clause.letters[:1] == "o":
        found.declare(group)
        found.bare = group if "k" not in parts and group.kinds == ("targets",) else found.bare
        found.last = (*(found.last if _continues(found, group) else ()), group)
        return
    said = replace(parts["n"], meaning=group.count)
    state(found, clause, parts, (Group(group.kinds, None, group.make),), said)


def _is_known(found: Found, group: Group) -> bool:
    """Whether there were more of a group, as was said before: "64 drones; both Kinzhals and 58 drones were downed"."""
    return any(
        kinds.same(other.kinds, group.kinds) and other.count and group.count and other.count.low > group.count.high
        for other in found.groups
    )


def _takes_more(statement: Statement) -> bool:
    """Whether a further group can belong to a statement: to a share of groups, or to a number of groups with theirs."""
    return statement.share is not None or statement.objects is not None


def _needs_more(statement: Statement) -> bool:
    """Whether a number is of more objects than were named: the 30 of "30 of 20 drones and 15 missiles"."""
    number, objects = statement.number, statement.objects
    return number is not None and objects is not None and number.low > objects.high


def _continues(found: Found, group: Group) -> bool:
    """Whether a group stands beside those declared just before: "477 drones and 60 missiles"."""
    return bool(found.last) and not found.statements and kinds.apart(group.kinds, kinds_of(found.last))


def _extend(found: Found, statement: Statement, group: Group) -> None:
    found.declare(group)
    population = (*statement.population, group)
    text = f"{statement.text} and {group.count.text if group.count else ''} {kinds.label(group.kinds)}"
    longer = replace(statement, population=population, text=" ".join(text.split()))
    found.statements[-1], found.last = longer, population
