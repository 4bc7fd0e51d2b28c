"""Who claims: the country whose air defence a sentence is of, so that it is held against the record of no other.

The country is the one that is said to have shot down, else the one whose forces or ministry are named; "Ukrainian
drones" and "Iran launched 170 drones" say whose raid it is, which is then none on that country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from intercept.claim.findings import Finding

_NAMES = {
    "Ukraine": "ukraine|ukrainian|kyiv",
    "Russia": "russia|russian|moscow",
    "Israel": "israel|israeli|idf|iaf|iron dome",
    "United Arab Emirates": "united arab emirates|uae|emirates|emirati",
    "Iran": "iran|iranian|tehran",
    "Saudi Arabia": "saudi arabia|saudi arabian|saudi",
    "Jordan": "jordan|jordanian",
    "Kuwait": "kuwait|kuwaiti",
    "Bahrain": "bahrain|bahraini",
    "Qatar": "qatar|qatari",
    "Iraq": "iraq|iraqi",
    "Yemen": "yemen|yemeni|houthi|houthis",
    "Lebanon": "lebanon|lebanese|hezbollah",
    "Poland": "poland|polish",
    "Romania": "romania|romanian",
    "Moldova": "moldova|moldovan",
    "Belarus": "belarus|belarusian",
    "India": "india|indian",
    "Pakistan": "pakistan|pakistani",
    "Armenia": "armenia|armenian",
    "Azerbaijan": "azerbaijan|azerbaijani",
    "United States": "united states|us|u.s.|american|centcom|pentagon",
}
_COUNTRY = {name: country for country, names in _NAMES.items() for name in names.split("|")}
_NAME = "|".join(re.escape(name) for name in sorted(_COUNTRY, key=len, reverse=True))
_FORCES = (
    r"air[- ]?defen[cs]es?|anti-air(?:craft)?(?: \w+)?|defen[cs]es?|defenders|military|army|armed forces|forces"
    r"|air force|navy|(?:defen[cs]e|defence) ministry|ministry of defen[cs]e|ministry"
)
_DOWNS = (
    r"intercept\w*|sh(?:o|oo)ts? down|down(?:s|ed)|destroy(?:s|ed)|engag(?:es|ed)|repel\w*|neutrali[sz]\w+"
    r"|dealt with|jammed|suppress\w+|stopp?(?:s|ed)|thwart\w*|foil\w*"
)
_BETWEEN = (
    r"(?:(?:has|have|had|says?|said|claims?|claimed|reported|announced|that|it|its|they|reportedly|also|today|overnight"
    r"|yesterday|successfully|forces|air|defen[cs]es?|systems?|units?|military|army|and|its|had) )*"
)
_BY = re.compile(
    rf"\b(?P<one>{_NAME})(?:'s)? (?:(?:{_FORCES}) )?{_BETWEEN}(?:{_DOWNS})\b"
    rf"|\b(?:{_DOWNS}) by (?:the )?(?P<two>{_NAME})\b",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?P<one>{_NAME})(?:'s)? (?:{_FORCES})\b(?! (?:hit|struck|attack|launch|fire|us(?:ed|ing)|sen[dt]))"
    rf"|\b(?P<three>{_NAME}) (?:said|says|claims?|claimed)\b"
    r"|\b(?:defen[cs]e ministry|ministry of defen[cs]e|air defen[cs]es?|military|army) of (?:the )?"
    rf"(?P<two>{_NAME})\b",
    re.IGNORECASE,
)
_RAID_BY = re.compile(
    rf"\b(?P<one>{_NAME})(?:'s|s')? (?:(?:attack|strike|kamikaze|suicide|cruise|ballistic|long-range|\d[\d,]*|and) )*"
    r"(?:drones?|uavs?|missiles?|rockets?)\b"
    rf"|\b(?P<two>{_NAME}) (?:\w+ )?(?:launched|fired|sent)\b"
    rf"|\b(?:launched|fired|sent) (?:\w+ )?(?:by|from) (?:the )?(?P<three>{_NAME})\b",
    re.IGNORECASE,
)
UKRAINE, RUSSIA = "Ukraine", "Russia"
_ANOTHER = "a country that "


def claimant(sentence: str) -> str:
    """Return the country whose defence a sentence is of, or that of whose raid it is in words; else an empty text."""
    by = _countries(_BY, sentence) or _countries(_OF, sentence)
    raiders = _countries(_RAID_BY, sentence)
    if len(by) == 1:
        return by[0]
    if by or not raiders or RUSSIA in raiders:
        return ""
    return RUSSIA if raiders == [UKRAINE] else f"{_ANOTHER}{raiders[0]} attacked"


def _countries(pattern: re.Pattern[str], sentence: str) -> list[str]:
    found = []
    for match in pattern.finditer(sentence):
        name = next(text for text in match.groups() if text)
        if name.lower() != "us" or name == "US":
            found.append(_COUNTRY[name.lower()])
    return list(dict.fromkeys(found))


def is_other(claimed_by: str, authority: str) -> bool:
    """Whether a claim is of another country than the authority of a record or of reports."""
    if not claimed_by:
        return False
    own = _countries(re.compile(rf"\b({_NAME})\b", re.IGNORECASE), authority)
    if claimed_by.startswith(_ANOTHER):
        return own == [UKRAINE]  # the raids of its record are Russia's
    return bool(own) and claimed_by not in own


def beside(findings: list[Finding], claimed_by: str, authority: str) -> Iterator[Finding]:
    """Return findings of another authority's record as comparisons, after one that says so."""
    told = f"The claim is of {claimed_by}; the record is another authority's ({authority}): it does not decide it."
    changes = (f"The own figures of {claimed_by}.",)
    yield Finding("record", "open", f"the record of the {authority}", told, key=True, changes=changes)
    for finding in findings:
        if finding.of != "night":
            said = finding.detail if finding.grade == "possible" else finding.said
            yield replace(finding, grade="noted", said=said, need="", key=False, of="")
