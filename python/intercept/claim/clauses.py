"""From pieces to clauses: what belongs together between two marks, with the outcome that is said of it."""

from __future__ import annotations

import re
from dataclasses import replace

from intercept.claim import kinds, lexicon
from intercept.claim.clause import JOINING, LETTERS, Clause
from intercept.claim.exceptions import exceptions
from intercept.claim.inherited import inherit
from intercept.claim.quantifiers import affirmed
from intercept.claim.things import without_things
from intercept.claim.tokens import Token


def clauses(tokens: list[Token]) -> tuple[list[Clause], list[Token]]:
    """Return the clauses of a sentence, and the pieces that are in none because they were not understood."""
    kept, unread = without_things(tokens)
    known = [token for token in affirmed(kept) if token.kind not in {"date", "record"}]
    while known and known[0].kind == "and" and not known[0].strange:
        known.pop(0)  # "With 598 drones launched, ..."
    found = _joined(_split(_merge(_without_brackets(exceptions(known)))))
    inherit(found)
    return found, unread


_BRACKETS = re.compile(
    r"(?<=ck)\((ock?)\)|(?<!o)(ck?)\((s)\)(?=[vo])|(?<=s)(\(coc\))(ok)|(?P<n>c)(?P<k>k),,?(?P<s>s)(?P<o>oc)(?!k)"
)


# Two numbers, each with its kind, of two numbers without one.
_EACH_OF = re.compile(r"ck,ckoc,c(?![kos])")


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """Read "55 missiles (of 60)" as "55 missiles of 60", and give the 55 of "55 missiles (92 %)" its share."""
    marks = {"(": "(", ")": ")"}
    letters = "".join(
        marks.get(token.text, ",")
        if token.kind == "and"
        else LETTERS.get(token.kind, "v" if token.kind == "verb" else "-")
        for token in tokens
    )
    found = list(tokens)
    for match in reversed(list(_EACH_OF.finditer(letters))):
        # "563 drones and 26 missiles out of 598 and 31" is of each.
        k, k2, joint, of, n, n2 = (found[match.start() + place] for place in (0, 3, 2, 5, 6, 8))
        kind, kind2 = found[match.start() + 1], found[match.start() + 4]
        found[match.start() : match.end()] = [k, of, n, kind, joint, k2, of, n2, kind2]
        return found
    for match in reversed(list(_BRACKETS.finditer(letters))):
        if match[1]:
            found[match.start() : match.end()] = found[match.start() + 1 : match.end() - 1]
            continue
        if match["n"] and "or" in {token.text.lower() for token in found[match.start() : match.end()]}:
            # "58 drones, or 91 % of the 64": 58 of the 64 drones, 91 %.
            number = replace(found[match.start("n")], share_too=found[match.start("s")].share)
            found[match.start() : match.end()] = [
                number,
                *found[match.start("o") : match.end()],
                found[match.start("k")],
            ]
        if match["n"]:
            continue
        if match[4]:
            # As "80 % of the drones (40 of 50)".
            found[match.start() : match.end()] = [
                *found[match.start(5) : match.end()],
                *found[match.start() : match.end(4)],
            ]
            continue
        share = found[match.start(3)].share
        own = [replace(found[match.start()], share_too=share), *found[match.start() + 1 : match.end(2)]]
        found[match.start() : match.end()] = own
    return found


def _merge(tokens: list[Token]) -> list[Token]:
    """Make one of kinds, or of outcomes, that are joined: "drones and missiles", "shot down or suppressed"."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        joined = len(found) > 1 and found[-1].kind == "and" and found[-1].text.lower() in JOINING
        before = found[-2] if joined else None
        if before is not None and before.kind == token.kind == "kind":
            names = tuple(dict.fromkeys((*_names(before), *_names(token))))
            found[-2:] = [Token("kind", f"{before.text} {found[-1].text} {token.text}", names)]
        elif before is not None and before.kind == token.kind == "verb" and _are_one(before, tokens, place):
            found[-2:] = [Token("verb", f"{before.text} {found[-1].text} {token.text}", _both(before, token))]
        else:
            found.append(token)
    return found


def _names(token: Token) -> tuple[str, ...]:
    return token.meaning if isinstance(token.meaning, tuple) else ()


def _are_one(before: Token, tokens: list[Token], place: int) -> bool:
    """Whether two outcomes are said of one number: not "500 were launched and Ukraine shot down 450"."""
    token = tokens[place]
    follows = tokens[place + 1].kind if place + 1 < len(tokens) else "end"
    apart = before.meaning == "launched" and follows in {"count", "share", "all", "none", "all_but", "kind"}
    return bool(_both(before, token)) and not token.strange and not apart


def _both(one: Token, other: Token) -> str | None:
    """Return what two joined outcomes count together, None for two that are no one number."""
    meant = {str(one.meaning), str(other.meaning)}
    if one.meaning == "launched" and other.meaning in lexicon.DOWN:
        return str(other.meaning)  # "were detected and destroyed"
    if not meant <= set(lexicon.DOWN):
        return None
    if len(meant) == 1:
        return meant.pop()
    return "did_not_hit" if meant & {"lost", "did_not_hit"} else "intercepted"


def _split(tokens: list[Token]) -> list[Clause]:
    found = [Clause()]
    for place, token in enumerate(tokens):
        now = found[-1]
        if token.kind in {"and", "end", "when"}:
            now.strange += token.strange
            led = next((clause.leading for clause in reversed(found[:-1]) if clause.pieces or clause.own), False)
            listed = led and bool(now.pieces)
            if token.kind != "when" or now.own or listed or not now.pieces:
                # "A hospital was hit as 40 of 50 drones were downed": what follows is another sentence.
                now.ends, now.closed = now.ends or token.kind != "and", token.text
                found.append(Clause(mark=token.text))
            continue
        if token.kind == "verb":
            # "70 of the 97 drones launched were jammed" has one outcome.
            of_launched = now.outcome == "launched" and now.own and not now.leading and now.pieces
            # "of which Ukraine intercepted 55": what follows is said of them.
            of_them = now.letters == "ock" and token.meaning != "launched" and _counts_next(tokens, place)
            if (now.own and not of_launched) or of_them:
                found.append(now := Clause())
            now.outcome, now.own, now.word = str(token.meaning), True, token.text
            now.leading = now.letters in {"", "t"}
        else:
            # "55 missiles downed out of 60" is of 60.
            dangling = now.letters.endswith(("o", "oc")) and token.kind in {"count", "kind"}
            new = token.kind == "them" and now.pieces and now.pieces[-1].kind == "kind"
            # "31 missiles including 4 Kinzhals" as with a comma before the word.
            new = new or (token.kind == "included" and now.pieces and token.text.lower() == "including")
            if new or (now.own and not now.leading and token.kind in LETTERS and token.kind != "of" and not dangling):
                found.append(Clause())
            found[-1].pieces.append(token)
        found[-1].strange += token.strange
    return [part for clause in found if clause.pieces or clause.own or clause.ends for part in _apart(clause)]


def _counts_next(tokens: list[Token], place: int) -> bool:
    following = [token.kind for token in tokens[place + 1 : place + 3]]
    return following[:1] in [["count"], ["share"]] and following[1:] != ["kind"]


def _joined(found: list[Clause]) -> list[Clause]:
    """Give an outcome alone after a comma to what stands before: "55 missiles, fired at dawn, were downed"."""
    made: list[Clause] = []
    led = False
    for clause in found:
        alone = clause.own and not clause.pieces and clause.closed != ":" and clause.mark in {",", "-", ")"}
        before = made[-1] if made else None
        if alone and before is not None and before.pieces and not (_has_own(before) or before.ends or led):
            if clause.outcome != "launched":
                before.outcome, before.own, before.word = clause.outcome, True, clause.word
            before.ends, before.closed = clause.ends, clause.closed
            continue
        led = not (before is None or before.ends) and led
        led = led or (clause.own and clause.leading)
        made.append(clause)
    return made


def _has_own(clause: Clause) -> bool:
    """Whether a clause has an outcome of its own: "91 % of the 64 launched, were shot down" has one yet to come."""
    return clause.own and (clause.outcome != "launched" or clause.leading)


def _apart(clause: Clause) -> list[Clause]:
    """Part "700 drones out of 60 missiles and ..." before the "out of", which is of more than the drones."""
    letters = clause.letters
    if letters == "cka":  # "60 missiles were all intercepted"
        return [replace(clause, pieces=[clause.pieces[2], *clause.pieces[:2]])]
    if not letters.endswith("ckock") or kinds.same(_names(clause.pieces[-4]), _names(clause.pieces[-1])):
        return [clause]
    return [
        replace(clause, pieces=clause.pieces[:-3], closed="", ends=False),
        Clause(clause.pieces[-3:], ends=clause.ends, closed=clause.closed),
    ]
