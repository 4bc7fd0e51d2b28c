"""Words that stand for a number or deny one: both, the only, a second kind after "and", any, not, failed to."""

from __future__ import annotations

from dataclasses import replace

from intercept.base.arguments import refused
from intercept.claim import lexicon, quantities
from intercept.claim.quantities import Count
from intercept.claim.tokens import NAME, Token

_NUMBER = 'a number or a share, as "5 of 500 drones": the word gives none'
_ONES = ("a single", "a lone", "even ")
_ARTICLES = {"a", "an", "the", "another"}


def quantified(tokens: list[Token]) -> list[Token]:
    """Return tokens with numbers for the words that stand for them: "both missiles" are all 2, "the only Kinzhal" 1.

    Of "3 drones and a missile", the missile is 1. "Both drones and missiles" counts nothing, nor does the `all` of
    "three quarters of all missiles".
    """
    found: list[Token] = []
    for place, token in enumerate(tokens):
        before = [other.kind for other in found if other.kind != "filler"]
        after = [other for other in tokens[place + 1 :] if other.kind != "filler"][:4]
        kinds_next = [other.kind for other in after]
        if token.kind == "all" and before[-1:] == ["of"]:
            found.append(replace(token, kind="filler"))
        elif _is_whole(tokens, place, kinds_next):
            # "From 50 drones 40 were shot down" is of 50.
            found += [Token("of", "of"), replace(token, text=token.text[5:])]
        elif token.kind == "both":
            found += _both(token, after)
        elif token.kind == "single":
            found += _single(token, after)
        elif token.kind == "pair":
            found.append(_count(token, 2))
        elif (
            token.kind == "filler"
            and token.text.lower() in _ARTICLES
            and before[-2:] == ["kind", "and"]
            and kinds_next[:1] == ["kind"]
            and _singular(after[0])
            and kinds_next[1:2] != ["noun"]
        ):
            found.append(_count(token, 1))
        else:
            found.append(token)
    return found


def _is_whole(tokens: list[Token], place: int, kinds_next: list[str]) -> bool:
    """Whether a number begins a sentence after "from", as what there was."""
    token = tokens[place]
    first = place == 0 or tokens[place - 1].kind == "end"
    said = (
        token.kind == "count"
        and token.text.lower().startswith("from ")
        and getattr(token.meaning, "how", "") == "exact"
    )
    return first and said and kinds_next[:1] == ["kind"]


def _both(token: Token, after: list[Token]) -> list[Token]:
    kinds_next = [other.kind for other in after]
    if kinds_next[:1] == ["count"] or kinds_next[:3] == ["kind", "and", "kind"]:
        return [replace(token, kind="filler")]
    whole = Token("all", token.text, quantities.every(token.text))
    if kinds_next[:1] == ["kind"]:
        return [whole, _count(token, 2)]
    return [whole]


def _single(token: Token, after: list[Token]) -> list[Token]:
    if token.text.lower().endswith(" one"):
        return [_count(token, 1)]
    if not after or after[0].kind != "kind" or not _singular(after[0]):
        return [replace(token, kind="filler")]
    chosen = len(after) > 1 and after[1].text.lower() in {"that", "which", "to"}
    one = _count(token, 1)
    if chosen or token.text.lower().startswith(("a", "e")):
        return [one]
    return [Token("all", token.text, quantities.every(token.text)), one]


def _singular(kind: Token) -> bool:
    return not kind.text.lower().endswith("s")


def _count(token: Token, number: int) -> Token:
    return Token("count", token.text, Count(number, number, str(number)))


def affirmed(tokens: list[Token]) -> list[Token]:
    """Turn "not intercepted" into what got through, "failed to hit" into what did not hit, "did not ... any" into none.

    Raises InvalidParameterError for a number or a launch that is denied, and for "any" alone: what was is not said.
    """
    found: list[Token] = []
    denied: Token | None = None
    for place, token in enumerate(tokens):
        if token.kind in {"and", "end", "when"}:
            denied = None
        if token.kind == "not":
            denied = token
            if not _any_of(tokens, place):
                found.append(token)
            continue
        if _is_any(token) and not (denied is None and token.kind == "count"):
            if denied is None:
                raise refused(NAME, token.text, _NUMBER)
            said = f"{denied.text} {token.text}"
            found.append(replace(token, kind="none", text=said, meaning=quantities.none(said)))
        elif found and found[-1].kind == "not":
            found[-1:] = [_turned(found[-1], token)]
        else:
            found.append(token)
    return [token for token in found if token.kind != "not"]


def _any_of(tokens: list[Token], place: int) -> bool:
    for token in tokens[place + 1 :]:
        if token.kind in {"and", "end", "when", "not"}:
            return False
        if _is_any(token):
            return True
    return False


def _is_any(token: Token) -> bool:
    """Whether a word denies all where it is denied: "failed to intercept any", "a single one", "even one"."""
    return token.kind == "any" or (token.kind == "count" and token.text.lower().startswith(_ONES))


def _turned(denial: Token, token: Token) -> Token:
    said = f"{denial.text} {' '.join((*token.strange, token.text))}"
    if token.kind == "verb" and token.meaning != "launched" and not token.strange:
        return replace(token, text=said, meaning="hit" if token.meaning in lexicon.DOWN else "did_not_hit")
    if token.kind in {"and", "end", "when", "thing"}:
        return token
    raise refused(NAME, said, "a sentence of what was, not of what was not")


def vague(token: Token) -> None:
    """Raise InvalidParameterError for a word that is said of an outcome and gives no number: "dozens", "a handful"."""
    raise refused(NAME, token.text, _NUMBER)
