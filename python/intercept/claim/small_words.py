"""The small words of claims: about numbers, shares in words, joints between what is said, ends of sentences."""

from __future__ import annotations

import re

_HOW = {
    "over": r">(?!=)"
    r"|(?:a (?:little|bit) |well |just |slightly )?(?:more than|over|above|upwards of|in excess of|greater than)",
    "under": r"<(?!=)|(?:just |slightly |well )?(?:fewer than|less than|under|below)",
    "at_least": r"≥|>=|at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum",
    "at_most": r"≤|<=|at most|as many as|as much as|up to|no more than|not more than|a maximum of|maximum",
    "nearly": r"nearly|almost|close to|just short of|approaching",
    "about": r"barely|scarcely|hardly|just about"
    r"|about|around|approximately|approx\.?|roughly|circa|ca\.?|some|an estimated|estimated|~|≈|or so",
}
_SMALL = {
    "all_but": r"all but|all except(?: for)?|all apart from|all (?:save|bar|minus|other than)(?: for)?",
    "except": r"except(?:ing)?(?: for)?|apart from|save(?: for)?|barring|bar|minus|excluding|other than|but for"
    r"|(?:with|at) the exception of|exceptions?",
    "idle": r"(?:in|across|from|on|at|over|of) (?:all|every|each)(?: of the)?(?: \w+)?"
    r" (?:regions?|oblasts?|districts?|cit(?:y|ies)|areas?|directions?|parts?|sides?|fronts?|waves?|types?|kinds?"
    r"|sectors?|provinces?|places?|corners?|layers?)"
    r"|(?:were|was|being) of (?:the )?(?=[\w-]+ (?:types?|class|kind|family)\b)"
    r"|in all|all told|all in all|all (?:night|day|over|across|along|around)|not (?:only|just)|but also"
    r"|whether or not|at all|all of (?:ukraine|russia|the country)|if any|not yet|such as"
    r"|including the use of|no (?:one|casualt\w+|injur\w+|damage|deaths?|losses|details|immediate)(?: \w+ing)?",
    "not_all": r"not (?:all|every(?: single)?|each)",
    "respectively": r"respectively|in (?:that|this) order",
    "nearly_all": r"(?:nearly|almost|virtually|practically|close to|just about)"
    r" (?:all|every(?: single)?(?: one)?|everything)",
    "nearly_none": r"(?:hardly|scarcely|barely) any(?:thing)?|next to (?:none|nothing)"
    r"|(?:nearly|almost|virtually|practically|close to) (?:none|nothing|no(?= \w))",
    "most": r"most|(?:an? |the )?(?:\w+ )?majority|the (?:bulk|greater part|lion's share)",
    "few": r"(?<!a )(?:very )?few(?= (?:of|drones?|missiles?|were|got|reached|hit)\b)|(?:a|the) (?:\w+ )?minority",
    "vague": r"(?:only |just |quite )?(?:a few|several|many|a couple(?: of)?|some|a good few)"
    r" (?:dozen|hundred|thousand|score)s?(?! ?\d)"
    r"|(?:only |just |quite )?an? (?:few|couple|handful|(?:\w+ )?number|fraction|part|portion)(?= \w)"
    r"|handful|(?:tens|dozens|scores|hundreds|thousands|swarms?)(?: of (?:thousands|hundreds))?(?= of\b)"
    r"|several|numerous|countless|many(?! as)|much|some(?= of (?:the|them|which|these|those)\b)",
    "rest": r"the (?:rest|remainder|others|other ones|remaining(?: ones)?)(?! \d)",
    "any": r"any(?:thing)?",
    "pair": r"an? pair(?: of)?",
    "both": r"both",
    "single": r"the (?:only|single|lone|sole)|(?:even )?an? (?:only|single|lone|sole)(?: one)?|even one",
    "when": r"as(?! (?:many|few|well|of|part|said|reported|planned|usual|such|much|little|to|yet"
    r"|a (?:result|whole|group|precaution)|the result|were|was|did|had)\b)"
    r"|(?:even )?(?:after|when|although|though|because)(?= \w)",
    "all": r"all|every(?: single)?(?: one)?|each(?: one)?|the entire|the whole",
    "none": r"none|not (?:a single|one)(?: one)?|no(?= )|neither|nothing",
    "them": r"(?:of|out of|among|amongst|from) (?:them|which)"
    r"|(?:of|out of|among|amongst|from) (?:these|those|that total|the total)(?! (?:\d|missil|dron|target))",
    "of": r"out of|of|from among|among|/(?= ?\d)",
    "and": r"and|plus|with|along with|together with|as well as|on top of|in addition to|besides|but"
    r"|while|whereas|&|\+|or|/|,|:|\(|\)|-",
    "compared": r"(?:up|down) from|(?:as )?compared (?:with|to|against)|versus|vs\.?|rather than|instead of",
    "not": r"not|never|den(?:ied|ies|y|ying)|fail(?:ed|s|ing) to|unable to|cannot|without"
    r"|(?:did|does|do|could|can|was|were|is|are|has|have|had|would|will)n['’]t|can['’]t|won['’]t",
    "included": r"includ(?:ing|ed|es?)|inclusive(?: of)?|as well|too",
    "record": r"record(?:-breaking)?|for the first time"
    r"|(?:the )?(?:second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:largest|biggest|most massive|heaviest|greatest)"
    r"(?: (?:\w+ )?(?:so far|ever|yet|to date))?"
    r"|(?:the )?(?:largest|biggest|most massive|heaviest|greatest)(?: \w+)? (?:so far|ever|yet|to date)"
    r"|(?:the )?(?:largest|biggest|most massive|heaviest|greatest)",
    "end": r"\.(?=\s|$)|;|!|\?|\n",
}


def _marks(table: dict[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    """Compile words and marks; a mark, such as a comma, may stand before a letter."""
    return [(name, re.compile(rf"(?:{words})(?:(?<=\W)|(?!\w))", re.IGNORECASE)) for name, words in table.items()]


FIRST_TIME = 0
_RANKS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}


def rank(text: str) -> int:
    """Return the rank that words give a raid: 2 for "the second-largest", 1 for "the largest", FIRST_TIME for that."""
    if text.lower() == "for the first time":
        return FIRST_TIME
    word = re.split(r"[ -]", text.lower().removeprefix("the "))[0]
    return _RANKS.get(word, 1)


HOW, SMALL = _marks(_HOW), _marks(_SMALL)
