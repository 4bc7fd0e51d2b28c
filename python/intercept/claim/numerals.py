"""Numbers as people write them: digits of any script, thousands and decimals of two continents, words, fractions."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from intercept.base.arguments import refused

_BELOW_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_UNITS = _BELOW_TWENTY.split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = {name: value for value, name in enumerate(_UNITS)} | {name: 10 * k for k, name in enumerate(_TENS, 2)}
_SCALE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6}
_WORD = "|".join(sorted([*_VALUE, *_SCALE], key=len, reverse=True))
# "one" alone is more often a pronoun than a number; "a dozen" and "a hundred" are numbers, "dozens" is none.
WORDS = re.compile(
    rf"(?:(?:half )?an? (?=(?:dozen|hundred|thousand|million)\b)|half (?=dozen\b)"
    rf"|(?:{'|'.join(_UNITS[1:13])}) and a half (?=(?:dozen|hundred|thousand|million)\b)|(?=(?:{_WORD})\b))"
    rf"(?:{_WORD})\b(?:(?:[ -]|,? and )(?:{_WORD})\b)*",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[1-9]\d{0,2}(?:([,. '])\d{3})(?:\1\d{3})*(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
PERCENT = re.compile(r"\s?(?:%|per ?cents?\b|pct\b|p\.c\.)", re.IGNORECASE)

_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_PART = "|".join(_PARTS)
# "A third wave" is no part of anything.
_NOT_PARTS = r"(?:waves?|attacks?|raids?|strikes?|nights?|days?|times?|barrages?|drones?|missiles?|salvos?)\b"
FRACTION = re.compile(
    r"(?:(?:(?P<word>an?|another|one|two|three|four|five|six|seven|eight|nine)[ -]"
    rf"(?P<part>{_PART})s?|(?P<half>half|halves)))"
    rf"\b(?! (?:an? )?(?:dozen|hundred|thousand|million)\b| (?!of\b|the\b)(?:\w+ )?{_NOT_PARTS})"
    r"|(?P<top>\d+)[/⁄](?P<bottom>[2-9]|10)(?!\d)(?= (?:of|the)\b)"
    rf"|(?P<of>{'|'.join(_UNITS[1:10])}|[1-9]) (?:in|out of|of(?= every))(?: every)?"
    r" (?P<ten>ten|five|four|three|10|[345])\b"
    rf"|(?P<of_many>{'|'.join(_UNITS[1:])}|[1-9]\d?) (?:in|out of|of) every"
    r" (?P<many>ten|twenty|a hundred|one hundred|hundred|10|20|100)\b",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a text in plain characters: digits and letters without style, simple dashes, quotes and spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(" " if unicodedata.category(c) in {"Zs", "Cc", "Cf"} and c != "\n" else c for c in text)
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    text = re.sub(r"[\u2010-\u2015\u2212\u2043]", "-", text)
    text = re.sub(r"[\u2018\u2019\u02bc]", "'", text)
    text = re.sub(r"[\u201c\u201d\u201e\u00ab\u00bb\"*_`]", " ", text)
    text = re.sub("[\u066a]", "%", text)
    return re.sub(r"[ \t]+", " ", text).strip()


def digits(name: str, text: str, *, is_percentage: bool) -> Decimal:
    """Return the number that digits stand for.

    A space, a comma or an apostrophe before three digits separates thousands, and a comma or a point before one or two
    digits is decimal. Raises InvalidParameterError, naming `name`, where both could be meant, as in "1,000 %".
    """
    point = re.fullmatch(r"(\d{1,3})[.,](\d{3})", text)
    if is_percentage and point:
        if "," in text and point[1] != "0":
            raise refused(name, f"{text} %", "written with a decimal point, or without a mark between thousands")
        return Decimal(text.replace(",", "."))
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:([, '])\d{3})(?:\1\d{3})*([.]\d+)?", text)
    if grouped:
        return Decimal(re.sub(r"[, ']", "", text))
    if re.search(r"\d[., ']\d.*[., ']\d", text) or (point and not is_percentage):
        raise refused(name, text, "a number that can be read in one way: thousands as 1,000 or 1 000 or 1000")
    return Decimal(text.replace(",", "."))


def words(text: str) -> int | None:
    """Return the whole number that words stand for ("two dozen", "seven hundred and fifty"), None for no number."""
    said = [word for word in re.split(r"[ ,-]+", text.lower()) if word != "and"]
    half, more = said[:1] == ["half"], said[1:3] == ["a", "half"]
    if more:
        scale = _SCALE[said[3]]
        return None if len(said) > 4 else _VALUE[said[0]] * scale + scale // 2
    said = [word for word in said if word not in {"half", "a", "an"}]
    total = current = 0
    for word in said:
        if word in _VALUE:
            tens, units = current % 100, _VALUE[word]
            fits = (
                current == 0 or (tens == 0 and current >= 100) or (20 <= tens < 100 and tens % 10 == 0 and units < 10)
            )
            if not fits:
                return None
            current += units
        elif _SCALE[word] in {12, 100}:
            current = max(current, 1) * _SCALE[word]
        else:
            total, current = total + max(current, 1) * _SCALE[word], 0
    found = total + current
    return found // 2 if half else found


def fraction(match: re.Match[str]) -> Fraction | None:
    """Return the fraction of a match of FRACTION, None where it is above 1."""
    if match["half"]:
        top, bottom = 1, 2
    elif match["part"]:
        word = match["word"].lower()
        top = 1 if word in {"a", "an", "another", "one"} else _VALUE[word]
        bottom = _PARTS[match["part"].lower()]
    elif match["top"]:
        top, bottom = int(match["top"]), int(match["bottom"])
    else:
        said = match.group("of", "ten") if match["of"] else match.group("of_many", "many")
        top, bottom = (int(word) if word.isdigit() else words(word) or 0 for word in said)
    return Fraction(top, bottom) if top <= bottom else None
