"""Sentences that do not say what was: they deny a claim, suppose it, or say what may, should or will be.

Such a sentence is refused by name: whoever wants the claim in it checked can give that alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intercept.base.arguments import refused
from intercept.claim.tokens import NAME, Token

# "If any", "what if", "as if" suppose nothing of the numbers.
_SUPPOSES = re.compile(
    r"(?<!as )(?<!even )(?<!what )\bif\b(?! any\b)|\b(?:assum(?:ing|e)|suppos(?:e|ing)|provided that|unless|in case)\b",
    re.IGNORECASE,
)
_FALSE = (
    r"(?:not (?:true|correct|right|accurate|so|credible|the case|confirmed)|untrue|false|fake|fabricated|invented"
    r"|a (?:lie|myth|hoax|fabrication|fake)|lies|wrong|incorrect|inaccurate|nonsense|impossible|unlikely|doubtful"
    r"|implausible|exaggerated|overstated|unconfirmed|disputed|refuted|debunked|contested|disproved|denied|rejected)"
)
_DENIES = re.compile(
    rf"\b(?:is|are|was|were|be|been|as|proved|proven|out|it's|that's|seems?|looks?)"
    rf" (?:\w+ )?{_FALSE}\b"
    r"|\b(?:isn't|wasn't|aren't|weren't) (?:true|correct|right|accurate|so|the case)\b|\bno (?:truth|evidence|proof)\b"
    r"|\bfalsely\b|\b(?:did not|didn't|never) happen(?:ed)?\b"
    r"|\b(?:disput|refut|debunk|contest|reject)(?:es|s|ed|ing) (?:(?:the|that|this|a) )?(?:claim|report|figure)s?",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"(?:could|would|might|may|should|shall|must|will|can|'ll|ought|going|likely|unlikely|capable"
    r"|hop(?:es?|ed|ing)|expect(?:s|ed|ing)?|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|intend(?:s|ed|ing)?"
    r"|want(?:s|ed|ing)?|vow(?:s|ed|ing)?|promis(?:es?|ed|ing)|threaten(?:s|ed|ing)?|prepar(?:es?|ed|ing)"
    r"|try|tries|tried|trying|attempt(?:s|ed|ing)?|wish(?:es|ed)?|need(?:s|ed)?|ready|set|supposed|meant|designed)$",
    re.IGNORECASE,
)
# Words that say what may be by themselves, before an outcome; the others do before "to" and an outcome.
_ALONE = re.compile(r"(?:could|would|might|may|should|shall|must|will|can|'ll)$", re.IGNORECASE)
_BETWEEN = frozenset(["be", "been", "have", "has", "also", "only", "soon", "then", "to", "of", "now", "still", "it"])
_WHAT_WAS = 'a sentence of what was: give the claim alone, as "40 of 50 drones were shot down"'


def check(sentence: str, tokens: Sequence[Token]) -> None:
    """Raise InvalidParameterError, naming the words, for a sentence that denies, supposes or forecasts its numbers."""
    if match := _DENIES.search(sentence):
        raise refused(NAME, match[0], f"{_WHAT_WAS}; this denies or doubts it")
    if match := _SUPPOSES.search(sentence):
        raise refused(NAME, match[0], f"{_WHAT_WAS}; this only supposes it")
    for place, token in enumerate(tokens):
        if (words := _may_be(tokens, place, token)) is not None:
            raise refused(NAME, words, f"{_WHAT_WAS}; this says what may, should or will be")


def _may_be(tokens: Sequence[Token], place: int, token: Token) -> str | None:
    """Return the words that say what may be, from a word such as "might" to the outcome; None for none there."""
    first, _, rest = token.text.lower().partition(" ")
    if token.kind == "verb" and rest == "down" and _ALONE.match(first):
        return token.text
    if token.kind not in {"filler", "unread"} or not _MODAL.match(token.text):
        return None
    said = [token.text]
    for other in tokens[place + 1 : place + 7]:
        word = other.text.lower()
        said.append(other.text)
        if other.kind == "verb" and other.meaning != "launched":
            to = other.text.lower().startswith("to ") or {"to", "of"} & {word.lower() for word in said}
            # "Could intercept only 2", "only 2 could be stopped" is what was.
            only = token.text.lower() in {"could", "can"} and _few(tokens, place)
            return " ".join(said) if (to or _ALONE.match(token.text)) and not only else None
        if other.kind != "filler" or word not in _BETWEEN:
            return None
    return None


def _few(tokens: Sequence[Token], place: int) -> bool:
    """Whether "only" limits what could be done: "could intercept only 2 of 12", "only 2 could be stopped"."""
    if {"only", "just", "merely"} & {token.text.lower() for token in tokens[max(0, place - 6) : place]}:
        return True
    following = [token.text.lower() for token in tokens[place + 1 : place + 5]]
    return "only" in following and not {"be", "have"} & set(following)
