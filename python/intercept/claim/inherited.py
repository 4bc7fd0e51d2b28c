"""Clauses without an outcome of their own: from which other clause they take it.

From the clause before, where that began with it ("shot down 480 drones and 40 missiles"), else from the next ("61 of 64
and 9 of 16 were shot down"); none does so across the end of a sentence or past words that are not known, and a number
of a kind does not where the next has none of its own: the 97 of "97 drones, 70 shot down" are what there was.
"""

from __future__ import annotations

import re

from intercept.claim.clause import JOINING, Clause
from intercept.claim.tokens import Token

# A number with a kind alone, and what is said of numbers named before: "70", "99 % of which", "of which 5", "55 of 60".
_SIZE = re.compile(r"o?ck|kc")
_OF_BEFORE = re.compile(r"t?[csan](?:t|oc)?|t[csan]k|b?c(?:o?c|t)?")


def inherit(found: list[Clause]) -> None:
    """Give every clause that has no outcome the one that is said of it, too."""
    listed = False
    launched: set[object] = set()
    of_kinds: set[object] = set()
    for place, clause in enumerate(found):
        before = found[place - 1] if place else None
        # "Of 60 missiles and 750 drones, 55 missiles were ...": both are what there was.
        # "A barrage of 60 missiles and 750 drones was thwarted": that is said of the barrage.
        joined = clause.mark.lower() in JOINING and not (clause.own and (clause.leading or _kinds(clause) & of_kinds))
        listed = clause.letters[:1] == "o" or (listed and joined)
        of_kinds = (of_kinds | _kinds(clause)) if listed else set()
        if listed and clause.letters == "ck":
            clause.pieces.insert(0, Token("of", "of"))
        if clause.own:
            launched = set(_kinds(clause)) if _launches(clause) else set()
        if clause.own or not clause.pieces:
            continue
        # "drones launched: 97" begins with it, too.
        led = before is not None and (before.leading or (before.own and before.closed == ":" and before.letters == "k"))
        # "Russia launched 60 missiles, of which 55 missiles and ...": what follows was not launched alone.
        other = clause.letters[:1] == "o" or (before is not None and _launches(before) and _is_new(clause, launched))
        launched |= _kinds(clause)
        if before is not None and led and not (before.ends or clause.strange or other):
            clause.outcome, clause.leading, clause.word = before.outcome, True, before.word
    for place in range(len(found) - 2, -1, -1):
        clause, after = found[place], found[place + 1]
        if clause.outcome is not None or clause.ends or clause.strange:
            continue
        parts = _parts_after(found, place)
        if parts:
            # "711 of 728 drones, 296 shot down and 415 lost": the 711 are both together.
            clause.outcome = "did_not_hit" if {"shot_down", "lost"} <= parts else None
        elif not ((after.own and after.leading) or _is_whole(clause, after)):
            clause.outcome, clause.word = after.outcome, after.word


def _kinds(clause: Clause) -> set[object]:
    return {piece.meaning for piece in clause.pieces if piece.kind == "kind"}


def _is_new(clause: Clause, launched: set[object]) -> bool:
    """Whether numbers after "launched 60 missiles and 750 drones" begin another list: "and 700 drones were downed"."""
    return not re.fullmatch(r"i?(?:c?k|kc|c|[an]c?k)i?", clause.letters) or bool(_kinds(clause) & launched)


def _launches(clause: Clause) -> bool:
    return clause.outcome == "launched"


def _parts_after(found: list[Clause], place: int) -> set[str]:
    """Return the outcomes of numbers alone after a number of a number, which are parts of it; empty for none."""
    if not re.fullmatch(r"coc?k|coc", found[place].letters) or found[place].closed not in {",", "(", "-", ":"}:
        return set()
    outcomes = set()
    for clause in found[place + 1 :]:
        if not (clause.own and re.fullmatch(r"[cs]t?|t[cs]", clause.letters)):
            break
        outcomes.add(str(clause.outcome))
        if clause.ends:
            break
    return outcomes


def _is_whole(clause: Clause, after: Clause) -> bool:
    """Whether a clause says how many there were, of which the next says something."""
    size = _SIZE.fullmatch(clause.letters) is not None
    return clause.letters[:1] == "o" or (size and _OF_BEFORE.fullmatch(after.letters) is not None)
