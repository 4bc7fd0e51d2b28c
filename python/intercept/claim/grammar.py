"""From clauses to a reading: which number is of which, and what it says.

The pieces of a clause are letters (c a count, s a share, a all, n none, o of, k a kind, t of them, b all but, i
included), and each form below is a pattern over them: "549 of 595 drones" is c o c k.
"""

from __future__ import annotations

import re
from dataclasses import replace

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.clause import Clause
from intercept.claim.gathered import (
    Found,
    group_of,
    kinds_of,
    one_share,
    said_of,
    shared,
    sized,
    state,
    with_number,
    without_vague,
)
from intercept.claim.groups import group_alone
from intercept.claim.quantities import Count
from intercept.claim.reading import Group, total
from intercept.claim.settled import settle
from intercept.claim.tokens import NAME, Token
from intercept.claim.words import listed

# Each form with its pattern; the longest that fits is taken, the first among equals.
_FORMS = [
    ("of_number", r"(?P<q>c)o(?P<n>c)(?P<k>k?)|(?P<q2>c)(?P<k2>k)o(?P<n2>c)k?|(?P<k3>k)(?P<q3>c)o(?P<n3>c)(?!k)"),
    ("all_but", r"b(?P<q>c)o?(?P<n>c)(?P<k>k?)|b(?P<q2>c)(?P<k2>k)o(?P<n2>c)k?|b(?P<q3>c)t?(?P<k3>k?)"),
    (
        "share_of",
        r"(?P<q3>[an])(?P<n3>c)o(?P<k3>k)|(?P<k4>k)(?P<q4>[sa])(?![ok])|(?P<q>[san])o?(?P<n>c?)(?P<k>k)|(?P<q2>[san])o?(?P<n2>c)",
    ),
    ("of_them", r"(?P<q>[csan])t(?P<k>k?)|t(?P<q2>[csan])(?P<k2>k?)"),
    ("included", r"i(?P<k>k)|(?P<k2>k)i"),
    ("part", r"i(?P<n>c)(?P<k>k)|(?P<n2>c)(?P<k2>k)i"),
    ("some_of", r"(?P<q>c)o(?P<k>k)"),
    ("group", r"o?(?P<n>c)(?P<k>k)|o(?P<n2>c)|(?P<k3>k)(?P<n3>c)(?![ok])"),
    ("of_kind", r"o(?P<k>k)"),
    ("named", r"(?P<k>k)"),
    ("bare", r"(?P<q>[csan])"),
]
# Pieces that say something, so that they are listed where no form takes them.
_WEIGHTY = {"count", "share", "all", "none", "all_but"}
_PATTERNS = [(form, re.compile(pattern)) for form, pattern in _FORMS]


def gather(clauses: list[Clause]) -> Found:
    """Return what clauses say."""
    found = Found()
    for place, clause in enumerate(clauses):
        _of_each(clauses[place - 1] if place else None, clause)
        without_vague(found, clause)
        pieces, letters = clause.pieces, clause.letters
        while letters:
            form, match = _best(letters)
            if match is None:
                found.unread.append(pieces[0].text) if pieces[0].kind in _WEIGHTY else None
                pieces, letters = pieces[1:], letters[1:]
                continue
            parts = _parts(match, pieces)
            _READERS[form](found, clause, parts)
            pieces, letters = pieces[match.end() :], letters[match.end() :]
            if form == "named" and not letters and clause.closed in {":", "-"}:
                found.heading = group_of(parts).kinds
        # "31 missiles, including all 4 Kinzhals, and 546 drones": the drones are not among what is included.
        found.open = found.open and not clause.ends and clause.letters[:1] != "i"
    if found.doubt is not None:
        raise found.doubt
    settle(found)
    if found.waiting is not None and found.last and not found.statements:
        # "99 % of them were intercepted; 300 drones and 20 missiles were launched".
        state(found, Clause(), {"text": Token("text", "")}, found.last, Token("share", ""))
    if found.waiting is not None:
        found.unread.append(found.waiting.text)
    return found


def _of_each(before: Clause | None, clause: Clause) -> None:
    """Raise InvalidParameterError for "3 missiles and 40 drones out of 56", which are of the drones or of both."""
    if before is not None and before.letters == "ck" and clause.letters == "ckoc" and clause.mark.lower() == "and":
        text = " ".join(piece.text for piece in (*before.pieces, *clause.pieces))
        told = 'said of one sum, "43 of 56 drones and missiles", or of each: "3 of 6 missiles and 40 of 50 drones"'
        raise refused(NAME, text, told)


def _best(letters: str) -> tuple[str, re.Match[str] | None]:
    fits = [(form, match) for form, pattern in _PATTERNS if (match := pattern.match(letters))]
    return max(fits, key=lambda fit: fit[1].end(), default=("", None))


def _parts(match: re.Match[str], pieces: list[Token]) -> dict[str, Token]:
    """Return the pieces by the names of the pattern: q what is said, n of how many, k of what."""
    found = {name[0]: pieces[match.start(name)] for name, text in match.groupdict().items() if text}
    found["text"] = Token("text", " ".join(piece.text for piece in pieces[match.start() : match.end()]))
    return found


def _of_number(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    if parts["q"].kind == "none" and clause.outcome == "launched" and "k" in parts:
        # "Russia launched 50 drones and no missiles"
        found.declare(Group(group_of(parts).kinds, Count(0, 0, parts["q"].text)))
        return
    last = found.statements[-1] if found.statements else None
    bare = "k" not in parts and parts["q"].count is not None
    if bare and last is not None and last.number is None and last.share is not None and last.objects is None:
        # "92.27 % of the drones (549 of 595)": the numbers of the same statement.
        population = (Group(last.kinds, parts["n"].count),)
        found.statements.pop()
        state(found, clause, parts, population, replace(parts["q"], share_too=last.share))
        return
    state(found, clause, parts, sized(found, parts), parts["q"])


def _all_but(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    population, left, text = sized(found, parts), parts["q"].count, parts["text"].text
    if "n" not in parts:
        population = said_of(found) if "k" not in parts else (with_number(found, population[0]),)
    counts = [group.count for group in population if group.count is not None]
    if not counts or len(counts) < len(population):
        raise refused(NAME, text, 'given with how many there were, as "all but 5 of the 60 missiles"')
    of = total(counts)
    if left is None or left.low > of.high:
        raise refused(NAME, text, "a count of at most what it is of")
    number = Count(max(0, of.low - left.high), of.high - left.low, text, "range")
    state(found, clause, parts, population, replace(parts["q"], meaning=number))


def _some_of(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    state(found, clause, parts, (group_of(parts),), parts["q"])


def _of_them(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    said, text = parts["q"], parts["text"].text
    if not found.last and said.share is not None and "k" not in parts and found.waiting is None:
        found.waiting, found.waiting_outcome = said, clause.outcome
    elif not found.last:
        found.unread.append(text)
    elif "k" in parts:
        inner = Group(group_of(parts).kinds, said.count)
        known = any(kinds.same(inner.kinds, group.kinds) for group in found.groups)
        if clause.outcome not in {None, "launched"} and clause.letters[:1] == "t" and (clause.own or known):
            # "595 drones and 48 missiles, of which 568 drones and 43 missiles were shot down"
            state(found, clause, parts, (Group(inner.kinds),), said)
        elif said.count is not None and kinds.within(inner.kinds, kinds_of(found.last)):
            found.declare(inner)
            found.included.append(inner.kinds)
        else:
            found.unread.append(text)
    elif clause.outcome == "launched" or (clause.outcome is None and found.statements):
        found.unread.append(text)
    else:
        _of_last(found, clause, parts)


def _of_last(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    """State what became of the objects that were named last; where they have parts, say what else it may be of.

    "Which" is of the part that stands before it, as in "53 missiles, including 2 Kinzhals, one of which was downed", if
    it is that many; "them" is of all.
    """
    number, text, whole = parts["q"].count, parts["text"].text, found.last
    inner = found.inner[1] if found.inner is not None and found.inner[0] == whole else None
    part = inner if inner is not None else whole[-1]
    fits = number is not None and part.count is not None and number.high <= part.count.low
    of_part = inner is not None and fits and bool(re.search(r"which|these|those", text, re.IGNORECASE))
    state(found, clause, parts, (inner,) if of_part and inner is not None else whole, parts["q"])
    found.statements[-1] = replace(found.statements[-1], among=True)
    counts = [group.count for group in whole if group.count is not None]
    if not fits or (inner is None and len(whole) < 2) or len(counts) < len(whole):
        return
    labels = listed(group.label for group in whole)
    if of_part:
        told = f'"{text}" is read of the {part.label} alone; of all {labels} it would be {number} of {total(counts)}.'
    else:
        told = f'"{text}" is read of all {total(counts)} ({labels})'
        told += f"; of the {part.label} alone it would be {number} of {part.count}."
    found.either.append(told)


def _included(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    found.included.append(group_of(parts).kinds)


def _part(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    group, last = group_of(parts), found.statements[-1] if found.statements else None
    if last is not None and last.number and last.objects and group.count and group.count.low <= last.number.high:
        # "80 of 100 drones, including 50 Shaheds": 50 of the 100, or of the 80.
        told = f"The {group.label} are read as part of the {last.objects} that there were"
        found.either.append(f"{told}; as part of the {last.number}, all {group.count} had the same fate.")
    found.declare(group)
    if found.statements:
        # "53 missiles were launched, including 2 Kinzhals" says what there was, not what was shot down.
        found.included.append(group.kinds)
    found.inner = (found.last, group)


def _named(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    names = group_of(parts).kinds
    if kinds.classes(names) != kinds.classes(("targets",)):
        found.included.append(names)
    found.named = names if names in {("drones",), ("missiles",)} else found.named


def _of_kind(found: Found, _: Clause, parts: dict[str, Token]) -> None:
    """Turn to a kind: "of the missiles, 55 were shot down"."""
    found.last = (Group(group_of(parts).kinds),)
    _named(found, _, parts)


def _bare(found: Found, clause: Clause, parts: dict[str, Token]) -> None:
    said, statement = parts["q"], found.statements[-1] if found.statements else None
    last = said_of(found) if said.share is None or found.heading else shared(found, said.share)
    if said.share is not None and statement is not None and last != found.last:
        state(found, replace(clause, outcome=statement.outcome), parts, last, said)
    elif said.share is not None and statement is not None and statement.share is None and not clause.own:
        found.statements[-1] = replace(statement, share=said.share)
    elif said.share is not None and statement is None and last:
        state(found, clause, parts, last, said)
    elif clause.outcome == "launched" and said.count is not None:
        group = Group(found.heading or found.lacking or found.named or ("targets",), said.count)
        found.declare(group)
        found.bare = group if group.kinds == ("targets",) else found.bare
        found.last = (group,)
    elif said.count is not None and statement is not None and statement.number is not None and _is_part(clause):
        found.unread.append(parts["text"].text)
    elif last and clause.outcome is not None:
        state(found, clause, parts, last, said)
    elif (
        said.count is not None
        and clause.own
        and clause.letters == "c"
        and not (found.first or found.groups or clause.strange or clause.ends)
    ):
        found.first = (clause, parts)
    elif said.share is not None and statement is None:
        found.waiting, found.waiting_outcome = said, clause.outcome
    else:
        one_share(statement, said)
        found.unread.append(parts["text"].text)


def _comes_first(found: Found, clause: Clause) -> bool:
    """Whether a number may be of what is named later: "50 were shot down and 10 lost out of 65 drones"."""
    return not (found.first or found.groups or clause.strange or clause.ends)


def _is_part(clause: Clause) -> bool:
    """Whether a number alone is a part of the one before: "251 drones, including 40 over the sea and 62 over land"."""
    return clause.letters[:1] == "i" or (clause.leading and not clause.own and clause.mark.lower() == "and")


_READERS = {
    "of_number": _of_number,
    "all_but": _all_but,
    "share_of": _of_number,
    "of_them": _of_them,
    "included": _included,
    "part": _part,
    "some_of": _some_of,
    "group": group_alone,
    "of_kind": _of_kind,
    "named": _named,
    "bare": _bare,
}
