"""Which of the parts that were not understood may change what a claim says: they stand in its answer, not below it."""

from __future__ import annotations

import re

from intercept.claim import idle_words, numerals, small_words

_DOUBT = re.compile(
    r"(?:un|dis|mis|non)\w+ed|alleg\w*|purported\w*|suppos\w*|doubt\w*|den(?:y|ied|ies)|refut\w*|disput\w*|contest\w*"
    r"|false\w*|fake\w*|wrong\w*|untrue|hardly|scarcely|barely|neither|nor|never|without|unlikely|perhaps|maybe|possibl\w+"
    r"|probabl\w+|likely|hop(?:e|es|ed|ing)|plan(?:s|ned)?|threaten\w*|intend\w*|fail\w*|unable|failed|try|tried"
    r"|largely|partly|partially|mostly|mainly|half|double[ds]?|twice|triple[ds]?|fold|fewer|less|unknown|unclear|missing",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:from|up from|down from|compared|versus|vs|than|instead) ", re.IGNORECASE)


def is_doubtful(text: str) -> bool:
    """Whether a part that is not used is a number of nothing that is known, or a word that may deny or weaken.

    People, buildings, costs, ranks and what was before are known not to be objects of the raid.
    """
    if any(_DOUBT.fullmatch(word) for word in text.split()):
        return True
    has_number = re.search(r"\d", text) or numerals.WORDS.search(text) or numerals.FRACTION.search(text)
    if not has_number or _COMPARED.match(text) or idle_words.THING.fullmatch(text):
        return False
    known = idle_words.NOUN.search(text) or any(word == "killed" for word in text.split())
    return not known and not any(pattern.fullmatch(text) for name, pattern in small_words.SMALL if name == "vague")
