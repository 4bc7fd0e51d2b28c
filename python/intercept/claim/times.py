"""Times in a sentence: a date, a span of dates such as a month, and clock times, which say nothing of a raid.

"The night of 4 to 5 October 2025" is the date on which it ended. Of a span whose dates are not said ("last month") only
that it is many raids is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_M = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)\\b\\.?"
)
_TH = "(?:st|nd|rd|th)?"
_Y = "20\\d\\d(?!\\d)"
_TO = "(?: ?- ?| to | through | until | till | and |/)(?:the )?"
_FROM = "(?:(?:from|between|over|during|in) )?(?:the )?"
_ENDS = re.compile(
    rf"{_FROM}(?P<i1>\d{{4}}-\d\d-\d\d){_TO}(?P<i2>\d{{4}}-\d\d-\d\d)(?!\d)"
    rf"|{_FROM}(?P<d1>\d{{1,2}}){_TH}(?: (?:of )?(?P<m1>{_M})(?:,? (?P<y1>{_Y}))?)?{_TO}"
    rf"(?P<d2>\d{{1,2}}){_TH} (?:of )?(?P<m2>{_M}),? (?P<y2>{_Y})"
    rf"|{_FROM}(?P<m3>{_M}) (?P<d3>\d{{1,2}}){_TH}(?:,? (?P<y3>{_Y}))?{_TO}(?:(?P<m4>{_M}) )?"
    rf"(?P<d4>\d{{1,2}}){_TH},? (?P<y4>{_Y})",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?:(?P<how>in|since|until|for|during|throughout|over|of) )?(?:the (?:whole )?month of )?"
    rf"(?P<m>{_M})(?: of)? (?P<y>{_Y})"
    rf"|(?P<how2>in|since|until|for|during|throughout|over) (?:the (?:whole )?year (?:of )?)?(?P<only>{_Y})(?![ ,]\d)",
    re.IGNORECASE,
)
# Many raids, of dates that are not said.
_MANY = re.compile(
    r"(?:(?:in|over|during|within|for|across) )?(?:the )?(?:(?:past|last|previous|this|first|next) )?"
    r"(?:\d+|two|three|four|five|six|seven|ten|several|few|many) (?:\w+ )?(?:days|nights|weeks|months|years)\b"
    rf"|(?:(?:in|over|during|by|of) )?(?:the )?(?:(?:first|second|third|last|final) (?:\w+ )?"
    rf"(?:weeks?|half|days|part) of|early|mid|late)[- ](?:{_M}(?: {_Y})?|the month)"
    r"|(?:(?:in|over|during|of|for) )?(?:the )?(?:last|past|previous|this|entire|whole) (?:week|month|year|quarter)\b"
    r"|so far this (?:week|month|year)"
    r"|since (?:the )?(?:start|beginning|outset|outbreak|launch|onset)"
    r"(?: of (?:the |this |its |his )?(?:full-scale )?\w+)?"
    r"|since (?:the )?(?:\w+ ){1,3}(?:began|started|erupted|broke out)"
    r"|since then|every (?:day|night|week|month)\b|each (?:day|night|week|month)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)(?!\d)"
    rf"|(?:the )?(?P<d1>\d{{1,2}}){_TH}(?: of)? (?P<m1>{_M})(?:,? (?P<y1>{_Y}))?"
    rf"|(?P<m2>{_M}) (?P<d2>\d{{1,2}}){_TH}(?!\d|[.,]\d| ?%| (?:of|dron|missil))(?:,? (?P<y2>{_Y}))?"
    r"|\d{1,2}:\d\d(?!\d)(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m(?:\.|\b)"
    r"|(?:(?:in|over|within|during|for) (?:the (?:past|last) )?)?\d{1,3}[- ]?(?:hours?|hrs?|minutes?)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(since|from|until|till|up to) ", re.IGNORECASE)
_NIGHT = re.compile(r"(?:night|overnight|evening)(?: of| from| on| between| to)?(?: the)? ?$", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """Dates from `first` to `last`, both included; an end that is not said is None."""

    first: date | None = None
    last: date | None = None

    @property
    def dated(self) -> bool:
        """Whether one of its ends is known."""
        return self.first is not None or self.last is not None

    def to_dict(self) -> dict[str, str | None]:
        """Return both ends as YYYY-MM-DD, for JSON; None for one that is not said."""
        return {name: None if day is None else str(day) for name, day in (("from", self.first), ("to", self.last))}

    def __str__(self) -> str:
        if not self.dated:
            return "many raids, of dates that are not said"
        return f"{self.first or 'the beginning of the record'} to {self.last or 'its end'}"


def time_at(text: str, at: int) -> tuple[int, date | Period | None] | None:
    """Return where a time that begins at a place ends, and its date or dates: None where it has none.

    None instead of a pair where no time begins there.
    """
    if at and text[at - 1].isalnum():
        return None
    if match := _ENDS.match(text, at):
        return match.end(), _span(match, text[:at])
    if (found := _since(text, at)) is not None:
        return found
    # "October 5, 2025" is a date, "October 2025" a month.
    if match := _DAY.match(text, at):
        return match.end(), _date(match)
    if match := _MANY.match(text, at):
        return match.end(), Period()
    return (match.end(), _whole(match)) if (match := _WHOLE.match(text, at)) else None


def _span(match: re.Match[str], before: str) -> date | Period | None:
    """Return the dates from one to another; of "the night of 4 to 5 October" the date on which it ended."""
    first, last = _both(match)
    if first is None or last is None or first > last:
        return None
    night = last - first == timedelta(days=1) and _NIGHT.search(before) is not None
    return last if night else Period(first, last)


def _since(text: str, at: int) -> tuple[int, Period] | None:
    """Read "since 28 February 2026", "until 5 October 2025"."""
    word = _SINCE.match(text, at)
    match = _DAY.match(text, word.end()) if word else None
    day = _date(match) if match else None
    if word is None or match is None or day is None:
        return None
    begins = word[1].lower() in {"since", "from"}
    return match.end(), Period(day, None) if begins else Period(None, day)


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()[:3]) + 1


def _made(year: str | None, month: str | None, day: str | None) -> date | None:
    """Return a date, None where a part is missing or it is none of the calendar."""
    if not (year and month and day):
        return None
    try:
        return date(int(year), _month(month), int(day))
    except ValueError:
        return None


def _both(match: re.Match[str]) -> tuple[date | None, date | None]:
    if match["i1"]:
        try:
            return date.fromisoformat(match["i1"]), date.fromisoformat(match["i2"])
        except ValueError:
            return None, None
    if match["d2"]:
        first = _made(match["y1"] or match["y2"], match["m1"] or match["m2"], match["d1"])
        return first, _made(match["y2"], match["m2"], match["d2"])
    first = _made(match["y3"] or match["y4"], match["m3"], match["d3"])
    return first, _made(match["y4"], match["m4"] or match["m3"], match["d4"])


def _date(match: re.Match[str]) -> date | None:
    """Return the date of a match, None where it has no year or is none of the calendar."""
    if match["iso"]:
        try:
            return date.fromisoformat(match["iso"])
        except ValueError:
            return None
    return _made(match["y1"], match["m1"], match["d1"]) or _made(match["y2"], match["m2"], match["d2"])


def _whole(match: re.Match[str]) -> Period:
    """Return the dates of a month or a year, from it on, or until it."""
    year = int(match["y"] or match["only"])
    first, last = (1, 12) if match["only"] else (_month(match["m"]), _month(match["m"]))
    begin, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    how = (match["how"] or match["how2"] or "").lower()
    if how == "since":
        return Period(begin, None)
    return Period(None, begin - timedelta(days=1)) if how == "until" else Period(begin, end)
