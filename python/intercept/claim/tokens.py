"""Cut a sentence into pieces: numbers, kinds, outcomes, words about numbers, and what is not known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from intercept.base.arguments import refused
from intercept.claim import idle_words, lexicon, numerals, quantities, small_words
from intercept.claim.quantities import Count, How, Share
from intercept.claim.times import time_at

NAME = "claim"
_BETWEEN = re.compile(r"(?:between|from) (?=\d)", re.IGNORECASE)
_TO = re.compile(r" ?(?:-|to|and|or) ?(?=\d)", re.IGNORECASE)
_SCALE = re.compile(r" (hundred|thousand|million)\b", re.IGNORECASE)
_AFTER = re.compile(r"[ -](or so|or more|or fewer|or less|plus(?= (?:\w+ )?(?:dron|missil)))\b", re.IGNORECASE)
_AFTER_HOW: dict[str, How] = {
    "or so": "about",
    "or more": "at_least",
    "plus": "at_least",
    "or fewer": "at_most",
    "or less": "at_most",
}
_SHARES: dict[str, Callable[[str], Share]] = {
    "not_all": lambda said: quantities.percentage(NAME, Decimal(100), said, "under"),
    "nearly_all": quantities.nearly_all,
    "most": lambda said: quantities.part(Fraction(1, 2), said, "over"),
    "few": quantities.few,
    "nearly_none": quantities.nearly_none,
}
# Read before the numbers they begin like: "nearly all" before "nearly", "several dozen" before "dozen".
_BEFORE_NUMBERS = {*_SHARES, "vague", "single", "record"}
_ONE_OF = re.compile(r" of (?:the|its|their) (?:\w+ )?(?:\w+st|most|first|few|more)\b", re.IGNORECASE)
_PRESENT = re.compile(r"[^.;,]{0,40}?\b(?:are|is|gets?)\b", re.IGNORECASE)
_CODE = re.compile(r"[^\W\d_]+(?:-?\d[\w-]*)")
_OTHER = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|\S")


@dataclass(frozen=True)
class Token:
    """A piece of a sentence: `kind` says what it is, `meaning` what it stands for.

    `share_too` is a share that was said of the same objects as a count, `strange` are words before it that are not
    known and may say what became of objects.
    """

    kind: str
    text: str
    meaning: object = None
    share_too: Share | None = None
    strange: tuple[str, ...] = ()

    @property
    def count(self) -> Count | None:
        """The count that it is, if it is one."""
        return self.meaning if isinstance(self.meaning, Count) else None

    @property
    def share(self) -> Share | None:
        """The share that it is, if it is one."""
        return self.meaning if isinstance(self.meaning, Share) else None


def tokens(sentence: str) -> list[Token]:
    """Return the pieces of a plain sentence in order; raises InvalidParameterError for a number that cannot be read."""
    found: list[Token] = []
    place = 0
    while place < len(sentence):
        if sentence[place] in " \t":
            place += 1
            continue
        token, place = _next(sentence, place)
        found.append(token)
    return found


def _next(text: str, at: int) -> tuple[Token, int]:
    for reader in (_day, _noun, _kind, _share_of_all, _quantity, _small, _verb):
        if (found := reader(text, at)) is not None:
            return found
    match = _CODE.match(text, at) or _OTHER.match(text, at)
    end = match.end() if match else at + 1
    word = text[at:end]
    known = word.lower().removesuffix("'s") in idle_words.FILLERS or not any(c.isalnum() for c in word)
    return Token("filler" if known else "unread", word), end


def _day(text: str, at: int) -> tuple[Token, int] | None:
    found = time_at(text, at)
    return None if found is None else (Token("date", text[at : found[0]].strip(), found[1]), found[0])


def _noun(text: str, at: int) -> tuple[Token, int] | None:
    """Read what is no object of a raid, where no kind or outcome is longer."""
    if (at and text[at - 1].isalnum()) or _longest(small_words.SMALL, text, at, "record") is not None:
        return None
    thing, noun = idle_words.THING.match(text, at), idle_words.NOUN.match(text, at)
    match = thing or noun
    if match is None:
        return None
    for table in (lexicon.KINDS, lexicon.VERBS):
        if (other := _longest(table, text, at)) is not None and other[1] >= match.end():
            return None
    if thing is None:
        return Token("noun", match[0]), match.end()
    # Of debris it is said what it did; costs and ranks stand beside.
    acts = match[0].replace(" ", "").isalpha()
    return Token("thing", match[0], "thing" if acts else "beside"), match.end()


def _longest(table: list[tuple[str, re.Pattern[str]]], text: str, at: int, only: str = "") -> tuple[str, int] | None:
    """Return the name and the end of the longest words of a table that stand at a place; `only` asks for one name."""
    found = [
        (match.end(), -place, name)
        for place, (name, words) in enumerate(table)
        if (not only or name == only) and (match := words.match(text, at))
    ]
    if not found or (at and text[at - 1].isalnum() and text[at].isalnum()):
        return None
    end, _, name = max(found)
    return name, end


def _kind(text: str, at: int) -> tuple[Token, int] | None:
    found = _longest(lexicon.KINDS, text, at)
    return None if found is None else (Token("kind", text[at : found[1]], (found[0],)), found[1])


def _share_of_all(text: str, at: int) -> tuple[Token, int] | None:
    """Read "nearly all" before "nearly" is taken for the word about a number."""
    found = _longest(small_words.SMALL, text, at)
    return _small(text, at) if found is not None and found[0] in _BEFORE_NUMBERS else None


def _verb(text: str, at: int) -> tuple[Token, int] | None:
    found = _longest(lexicon.VERBS, text, at)
    return None if found is None else (Token("verb", text[at : found[1]], found[0]), found[1])


def _small(text: str, at: int) -> tuple[Token, int] | None:
    verb, found = _longest(lexicon.VERBS, text, at), _longest(small_words.SMALL, text, at)
    if found is None or (verb is not None and verb[1] > found[1]):
        return None
    kind, end = found
    said = text[at:end]
    if kind == "respectively":
        raise refused(NAME, said, 'left out, with each number beside what it is of: "55 of 60 missiles and 700 of 750"')
    if kind in _SHARES:
        return Token("share", said, _SHARES[kind](said)), end
    if kind in {"idle", "rest"}:
        # What the rest is, is not summed up; it is listed as not used.
        return Token("filler" if kind == "idle" else "noun", said), end
    if kind == "record":
        return Token("record", said, small_words.rank(said)), end
    meaning = {"all": quantities.every, "none": quantities.none}.get(kind)
    return Token(kind, said, meaning(said) if meaning else None), end


def _quantity(text: str, at: int) -> tuple[Token, int] | None:
    """Read a number with the words about it: "more than 60", "nearly 90 percent", "60-69", "two thirds"."""
    how: How = "exact"
    start = at
    if (word := _longest(small_words.HOW, text, at)) is not None:
        how, start = word[0], word[1]  # type: ignore[assignment]  # the keys of the table are the names
        while start < len(text) and text[start] == " ":
            start += 1
        start = match.end() if (match := re.compile(r"(?:the |an? )(?=\d)").match(text, start)) else start
    elif (match := _BETWEEN.match(text, at)) is not None:
        start = match.end()
    found = _fraction(text, start, how, at) or _words(text, start, how, at)
    return found or _digits(text, start, how, at)


def _fraction(text: str, start: int, how: How, at: int) -> tuple[Token, int] | None:
    match = numerals.FRACTION.match(text, start)
    value = numerals.fraction(match) if match else None
    # "9 out of 10 drones" counts; "9 out of 10 drones are shot down", "more than 9 out of 10" and "3 out of every 4"
    # are shares.
    counts = match is not None and "out of" in match[0].lower() and "every" not in match[0].lower() and how == "exact"
    counts = counts and match is not None and not _PRESENT.match(text, match.end())
    if match is None or value is None or counts:
        return None
    said = text[at : match.end()]
    if match["many"] and match["many"].lower().endswith(("hundred", "100")):
        # "12 of every 100" is 12 %, to the whole per cent.
        return Token("share", said, quantities.percentage(NAME, Decimal(int(100 * value)), said, how)), match.end()
    return Token("share", said, quantities.part(value, said, how)), match.end()


def _words(text: str, start: int, how: How, at: int) -> tuple[Token, int] | None:
    match = numerals.WORDS.match(text, start)
    value = numerals.words(match[0]) if match else None
    # "One of the largest" counts nothing.
    if match is None or value is None or (match[0].lower() == "one" and _ONE_OF.match(text, match.end())):
        return None
    end = match.end()
    if percent := numerals.PERCENT.match(text, end):
        said = text[at : percent.end()]
        return Token("share", said, quantities.percentage(NAME, Decimal(value), said, how)), percent.end()
    return Token("count", text[at:end], quantities.count(NAME, value, text[at:end], how)), end


def _digits(text: str, start: int, how: How, at: int) -> tuple[Token, int] | None:
    first = numerals.DIGITS.match(text, start)
    if first is None or (start and text[start - 1].isalpha()):
        return None
    if start and text[start - 1] == "-" and (start < 2 or text[start - 2] == " "):
        raise refused(NAME, text[start - 1 : first.end()], "a number of at least 0")
    end = first.end()
    sign = numerals.PERCENT.match(text, end)
    to = _TO.match(text, sign.end() if sign else end)
    second = numerals.DIGITS.match(text, to.end()) if to and _ranges(text, to, at) else None
    if second is not None and to is not None and (words := to[0].strip().lower()) in {"or", "to"}:
        # A share or a number: no range; nor is "by 20 % to 240".
        second = None if words == "to" and sign and not numerals.PERCENT.match(text, second.end()) else second
    if second is not None and to is not None and "or" in to[0].lower():
        second = second if bool(sign) <= bool(numerals.PERCENT.match(text, second.end())) else None
    if second is not None:
        return _range(text, at, first[0], second)
    if sign is not None:
        said = text[at : sign.end()]
        number = numerals.digits(NAME, first[0], is_percentage=True)
        return Token("share", said, quantities.percentage(NAME, number, said, how)), sign.end()
    return _whole(text, at, first, how)


def _ranges(text: str, to: re.Match[str], at: int) -> bool:
    """Whether a mark between two numbers makes a range: a dash or `to`; `and` after `between`; `or` not after `of`."""
    if to[0].strip().lower() == "or":
        return not text[:at].lower().endswith("of ")
    return to[0].strip().lower() != "and" or text[at : at + 7].lower() == "between"


def _range(text: str, at: int, first: str, second: re.Match[str]) -> tuple[Token, int]:
    if sign := numerals.PERCENT.match(text, second.end()):
        said = text[at : sign.end()]
        low, high = (numerals.digits(NAME, part, is_percentage=True) for part in (first, second[0]))
        ends = (quantities.percentage(NAME, low, said), quantities.percentage(NAME, high, said))
        return Token("share", said, quantities.share_between(NAME, *ends, said)), sign.end()
    said = text[at : second.end()]
    numbers = [numerals.digits(NAME, part, is_percentage=False) for part in (first, second[0])]
    if any(number != int(number) for number in numbers):
        return Token("unread", said), second.end()
    return Token("count", said, quantities.between(NAME, int(numbers[0]), int(numbers[1]), said)), second.end()


def _whole(text: str, at: int, match: re.Match[str], how: How) -> tuple[Token, int]:
    number, end = numerals.digits(NAME, match[0], is_percentage=False), match.end()
    if scale := _SCALE.match(text, end):
        number, end = number * (numerals.words(scale[1]) or 1), scale.end()
    if text[end : end + 1] == "+" and how == "exact":
        how, end = "at_least", end + 1
    if how == "exact" and (after := _AFTER.match(text, end)):
        how, end = _AFTER_HOW[after[1].lower()], after.end()
    said = text[at:end]
    if number != number.to_integral_value():
        return Token("unread", said), end
    return Token("count", said, quantities.count(NAME, int(number), said, how)), end
