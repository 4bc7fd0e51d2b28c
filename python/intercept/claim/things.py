"""What is no object of a raid: people, places, costs, units, and numbers of them, set aside with what is said of them.

"Ukraine lost 3 people as 40 of 50 drones were downed" says of drones that 40 of 50 were downed; what was lost are
people. A number before a word that is not known counts what that word names, and is set aside alike.
"""

from __future__ import annotations

from dataclasses import replace

from intercept.base.arguments import refused
from intercept.claim import idle_words, lexicon
from intercept.claim.changes import CHANGES, PASSIVE, check_them, is_before, is_change, own_losses
from intercept.claim.tokens import NAME, Token

_QUANTITIES = {"count", "share", "all", "none", "vague"}
_STOPS = {"and", "end", "when", "verb"}
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "her"})


def without_things(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the tokens that are read on, and those that are set aside because they were not understood.

    Words without weight are left out. Words that are not known stay with the token after them (`strange`) where they
    may say what became of objects: not in a phrase of place or manner, nor a name.
    """
    aside: list[Token] = []
    kept: list[Token] = []
    strange: list[str] = []
    phrase = False
    read = _without_their_verbs(_counted(_of_attacks(tokens)))
    check_them(read)
    for place, token in enumerate(read):
        if token.kind in {"thing", "noun", "date"} and kept and kept[-1].kind == "of":
            kept.pop()  # "on the night of 5 October"
        bare = place > 0 and read[place - 1].kind == "of"
        if token.kind == "unread" and bare and kept and kept[-1].kind == "of" and not _is_adjective(read, place):
            kept.pop()  # "as a result of combat work 58 of 64"
        if token.kind in {"thing", "unread"}:
            aside.append(token)
            adjective = token.kind == "unread" and _is_adjective(read, place)
            first = not kept and not strange
            if token.kind == "unread" and not adjective and _may_be_verb(token.text, phrase=phrase, first=first):
                strange.append(token.text)
            phrase = phrase and token.kind == "unread"
        elif token.kind in {"filler", "noun"}:
            word = token.text.lower()
            phrase = word in idle_words.PREPOSITIONS or (phrase and (token.kind == "noun" or word in _ARTICLES))
            if token.kind == "noun" and word not in idle_words.FILLERS:
                aside.append(token)
        elif token.kind != "compared":
            kept.append(replace(token, strange=tuple(strange)))
            strange, phrase = [], token.kind == "of"
    if strange:
        kept.append(Token("and", "", strange=tuple(strange)))
    return kept, aside


def _is_adjective(tokens: list[Token], place: int) -> bool:
    """Whether a word stands between a number and a kind: "three anti-ship ballistic missiles"."""
    before = next((token for token in reversed(tokens[:place]) if token.kind not in {"unread", "noun"}), None)
    after = next((token for token in tokens[place:] if token.kind not in {"unread", "noun"}), None)
    numbered = before is not None and before.kind in _QUANTITIES and after is not None and after.kind == "kind"
    return numbered and not tokens[place].text.lower().endswith("ed")


def _may_be_verb(word: str, *, phrase: bool, first: bool) -> bool:
    if not word[:1].isalpha() or (word[:1].isupper() and not first):
        return False
    return word.lower().endswith("ed") or (word[:1].islower() and not phrase)


def _of_attacks(tokens: list[Token]) -> list[Token]:
    """Take the kind of "a drone attack" as a word about the attack where objects are named elsewhere.

    "A 500-drone attack" is 500 drones, and "3 missile strikes" are strikes.
    """
    found: list[Token] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        about = token.kind == "kind" and after is not None and after.kind == "noun" and not token.text.endswith("s")
        if token.kind == "kind" and len(found) > 1 and found[-1].text == "-" and found[-2].kind == "count":
            found[-2:] = [Token("of", ""), found[-2], token]
        elif about and (_others(tokens, place) or (found and found[-1].kind == "count")):
            found.append(replace(token, kind="filler"))
        else:
            found.append(token)
    return found


def _others(tokens: list[Token], place: int) -> bool:
    return any(other.kind == "kind" for k, other in enumerate(tokens) if k != place)


def _counted(tokens: list[Token]) -> list[Token]:
    """Join numbers with the things they count, and numbers of another time with what they are compared by."""
    found: list[Token] = []
    skip = 0
    for place, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.kind in {"count", "share"} and found and found[-1].kind == "compared":
            after = next(iter(tokens[place + 1 : place + 2]), None)
            dated = after is not None and after.kind == "date"
            words = [found.pop(), token, *([after] if dated and after is not None else [])]
            found.append(Token("thing", " ".join(word.text for word in words), "beside"))
            skip = int(dated)
            continue
        if is_change(tokens, place):
            found.append(Token("thing", f"by {token.text}", "beside"))
            continue
        if (own := own_losses(tokens, place)) is not None:
            found.append(own)
            skip = 2
            continue
        if is_before(tokens, place):
            skip = int([other.kind for other in tokens[place + 1 : place + 2]] == ["date"])
            text = " ".join(other.text for other in tokens[place : place + 1 + skip])
            found.append(Token("thing", text, "beside"))
            continue
        name, skip = _named(tokens, place) if token.kind in {"count", "vague"} else (None, 0)
        if name is None:
            found.append(token)
            continue
        text = f"{token.text} {name}"
        while len(found) > 1 and (of := [k for k in (-1, -2) if len(found) + k > 0 and found[k].kind == "of"]):
            if found[of[0] - 1].kind not in {"count", "vague", "share"}:
                break
            text = f"{found[of[0] - 1].text} {found[of[0]].text} {text}"  # "3 of its 50 aircraft"
            del found[of[0] - 1 :]
        found.append(Token("thing", text, "thing"))
    return found


def _named(tokens: list[Token], place: int) -> tuple[str | None, int]:
    """Return the word for the things that a number counts, and how many tokens that takes; None for objects."""
    following = [(k, tokens[k]) for k in range(place + 1, min(place + 6, len(tokens)))]
    # "40 on Monday" counts no Mondays.
    ends = next((k for k, token in following if _is_preposition(token)), len(tokens))
    weighty = [(k, token) for k, token in following if token.kind != "filler" and k < ends]
    if weighty and weighty[0][1].kind == "of" and len(weighty) > 1 and weighty[1][1].kind == "noun":
        weighty = weighty[1:]  # "3 of the aircraft"
    if _of_their_own(tokens, place, weighty[0][1].kind if weighty else "end"):
        return "lost", 0
    if _of_people(tokens, place, [token for _, token in weighty]):
        return "killed", weighty[0][0] - place if weighty and weighty[0][1].kind == "verb" else 0
    at, first = weighty[0] if weighty else (place, tokens[place])
    if first.kind == "noun":
        return first.text, at - place
    unknown = first.kind == "unread" and first.text[:1].isalpha()
    if not unknown or any(token.kind == "kind" for _, token in weighty[1:3]):
        return None, 0
    # "3 elderly people"
    follows = len(weighty) > 1 and weighty[1][1].kind == "noun" and weighty[1][0] == at + 1
    return (f"{first.text} {weighty[1][1].text}", at + 1 - place) if follows else (first.text, at - place)


def _is_preposition(token: Token) -> bool:
    return token.kind == "filler" and token.text.lower() in idle_words.PREPOSITIONS


def _of_their_own(tokens: list[Token], place: int, after: str) -> bool:
    """Whether a bare number is what somebody lost: the 2 of "Moldova lost 2", not of "20 drones were lost"."""
    if place < 2 or tokens[place - 1].text.lower() != "lost" or after not in {"and", "end", "when"}:
        return False
    before = tokens[place - 2]
    return before.kind in {"unread", "filler"} and before.text.lower() not in PASSIVE | {"had", "have", "has"}


def _of_people(tokens: list[Token], place: int, weighty: list[Token]) -> bool:
    """Whether a bare number is of people: "7 were killed", "killing 7"."""
    first, second = (*(token.kind for token in weighty[:2]), "end", "end")[:2]
    if first == "verb":
        return weighty[0].text.lower() == "killed" and second not in {"of", "kind"}
    before = next((token for token in reversed(tokens[:place]) if token.kind != "filler"), None)
    killing = before is not None and before.kind == "verb" and before.text.lower() in {"killing", "killed"}
    return killing and first in {"and", "end", "when"}


def _without_their_verbs(tokens: list[Token]) -> list[Token]:
    """Leave out outcomes of things, and take "10 drones destroyed 12 buildings" as drones that hit."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind != "verb":
            continue
        if token.text.lower() in {"hit", "struck"} and _is_passive(tokens, place) and _has_subject(tokens, place):
            raise refused(NAME, f"were {token.text}", 'said as it is meant: "were shot down", or "hit their targets"')
        if token.text.lower() in CHANGES and _changes(tokens, place):
            found[place] = replace(token, kind="filler")
            continue
        if _has_object(tokens, place):
            if not _has_subject(tokens, place):
                found[place] = replace(token, kind="filler")
            elif token.meaning in lexicon.DOWN and not _is_passive(tokens, place):
                found[place] = replace(token, meaning="hit")
        elif _is_of_thing(tokens, place):
            found[place] = replace(token, kind="filler")
    return found


def _changes(tokens: list[Token], place: int) -> bool:
    """Whether "fell" is of a rate: "fell to 80 %", "fell from 90 %"."""
    after = tokens[place + 1 : place + 3]
    return bool(after) and (
        after[0].text.lower() in {"to", "by"} or (after[0].kind == "thing" and after[0].text.lower().startswith("from"))
    )


def _has_object(tokens: list[Token], place: int) -> bool:
    """Whether a thing follows an outcome, with no word of place between."""
    article = False
    for k in range(place + 1, len(tokens)):
        token = tokens[k]
        if token.kind == "filler" and token.text.lower() not in idle_words.PREPOSITIONS:
            article = article or token.text.lower() in _ARTICLES
            continue
        if token.kind == "thing":
            return token.meaning == "thing" and not idle_words.is_place(token.text)
        after = [other.kind for other in tokens[k + 1 : k + 3]]
        return token.kind in {"unread", "noun"} and article and not {"kind", "count", "share"} & set(after)
    return False


def _has_subject(tokens: list[Token], place: int) -> bool:
    for token in reversed(tokens[:place]):
        if token.kind in _STOPS:
            return False
        if token.kind in _QUANTITIES:
            return True
    return False


def _is_led(tokens: list[Token]) -> bool:
    """Whether what stands here already has an outcome before it: "shot down 46 missiles, and 3 people were killed"."""
    for token in reversed(tokens):
        if token.kind in {"verb", "end", "when"}:
            return token.kind == "verb"
    return False


def _is_of_another(tokens: list[Token], place: int) -> bool:
    """Whether an outcome is said of a word alone, which is no object of a raid: "a power plant was hit"."""
    for token in reversed(tokens[:place]):
        if token.kind in {*_QUANTITIES, "kind", "them", "verb"}:
            return False
        if token.kind in _STOPS:
            break
    after = next((token for token in tokens[place + 1 :] if token.kind != "filler"), None)
    ends = after is not None and after.kind in _STOPS and after.text.lower() not in {":", "and", "or", "&"}
    return _is_passive(tokens, place) or ends


def _is_passive(tokens: list[Token], place: int) -> bool:
    if tokens[place].text.lower().startswith("to "):
        return False
    return any(token.text.lower() in PASSIVE for token in tokens[max(0, place - 2) : place] if token.kind == "filler")


def _is_of_thing(tokens: list[Token], place: int) -> bool:
    """Whether an outcome is said of a thing before it, which does nothing itself: "3 people were killed"."""
    before = next((k for k in range(place - 1, -1, -1) if tokens[k].kind != "filler"), None)
    if before is not None and tokens[before].kind in {"unread", "noun"}:
        return _is_of_another(tokens, place)
    if before is None or tokens[before].kind != "thing" or tokens[before].meaning == "beside":
        return False
    if before and _is_preposition(tokens[before - 1]):
        return False
    after = next((token for token in tokens[place + 1 :] if token.kind != "filler"), None)
    if after is not None and after.kind in {*_QUANTITIES, "kind"} and not _is_passive(tokens, place):
        return False
    joined = before > 1 and tokens[before - 1].text.lower() in {"and", "or", "&"}
    if joined and tokens[before - 2].kind in {"kind", *_QUANTITIES} and not _is_led(tokens[: before - 1]):
        words = " ".join(token.text for token in tokens[before - 2 : place + 1])
        raise refused(NAME, words, "said of drones or missiles alone: what became of the others is another sentence")
    return True
