"""Sentences of all objects but some, in one order: "all 60 missiles except 5" as "all but 5 of 60 missiles"."""

from __future__ import annotations

import re

from intercept.base.arguments import refused
from intercept.claim.tokens import NAME, Token

_LETTERS = {"all": "a", "of": "o", "count": "c", "kind": "k", "them": "t", "except": "x", "all_but": "b", "verb": "v"}
# All, of how many, of what, then what is left out; an outcome may stand between: "all 60 were shot down, except 5".
_ALL_BUT = re.compile(
    r"ao?(?P<n>c)?t?(?P<k>k)?(?P<v>v)?,?x(?P<q>c)(?P<k2>k)?(?:o(?P<n2>c)(?P<k3>k)?|t)?"
    r"|(?P<n4>c)(?P<k4>k)a(?P<v4>v)?,?x(?P<q4>c)|ao?(?P<n5>c)?(?P<k5>k)?e(?P<q5>c)(?![k,])(?:o(?P<n6>c)(?P<k6>k)?|t)?"
)
_HOW = 'written as "all but 5 of the 60 missiles were intercepted"'


def exceptions(tokens: list[Token]) -> list[Token]:
    """Return tokens with every exception after "all", in the order of "all but 5 of 60 missiles".

    Raises InvalidParameterError, which says how to write it, for an exception from anything else, or without a number.
    """
    letters = "".join(_letter(token) for token in tokens)
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        match = _ALL_BUT.match(letters, place)
        if match is None:
            if letters[place] == "x":
                raise refused(NAME, " ".join(token.text for token in tokens[place : place + 3]), _HOW)
            found.append(tokens[place])
            place += 1
            continue
        found += _ordered(tokens, match)
        place = match.end()
    return found


def _letter(token: Token) -> str:
    if token.kind == "and":
        return "e" if token.text.lower() == "but" else ","
    return _LETTERS.get(token.kind, "-")


def _ordered(tokens: list[Token], match: re.Match[str]) -> list[Token]:
    """Return all but, how many, of how many, of what, and the outcome that stood between."""
    named = {name: tokens[match.start(name)] for name, text in match.groupdict().items() if text}
    kind_names = [token.meaning for name, token in named.items() if name.startswith("k")]
    numbers = [token for name, token in named.items() if name.startswith("n")]
    text = " ".join(token.text for token in tokens[match.start() : match.end()])
    if len(set(map(str, kind_names))) > 1 or len(numbers) > 1:
        raise refused(NAME, text, _HOW)
    made = [Token("all_but", "all but")]
    made += [token for name, token in named.items() if name.startswith("q")]
    made += [Token("of", "of"), *numbers] if numbers else []
    made += [token for name, token in named.items() if name.startswith("k")][:1]
    return made + [token for name, token in named.items() if name.startswith("v")]
