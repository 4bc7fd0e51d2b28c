"""The section of a check that holds a claim against the public record: that night, nights with as many, ranks, rates.

The record is the same authority's own daily figures: agreement is of its words with its table, not with what happened.
"""

from __future__ import annotations

from datetime import date, timedelta

from intercept.claim import as_many, kinds, ranked, summed, that_night
from intercept.claim.findings import Finding
from intercept.claim.of_record import last_known, ninety_days, rate_words, share_of, totals_of
from intercept.claim.reading import Reading
from intercept.claim.words import listed
from intercept.errors import RecordError
from intercept.record.nights import Night
from intercept.record.record import Record

_COMPARED = ("drones", "cruise", "ballistic", "hypersonic")


def findings(reading: Reading, record: Record | None, day: date | None) -> list[Finding]:
    """Return what the record says of a claim: of the night of a date, if there is one, and of the nights before."""
    if record is None:
        return []
    if reading.of_many and day is None:
        return list(summed.findings(reading, record))
    night = None if day is None else _night(record, day)
    same = (f"The record holds the own figures of the {record.authority}, which nobody else has verified.",)
    found: list[Finding] = []
    if day is not None and night is None:
        found.append(_no_night(record, day))
    if night is not None:
        against = f"the authority's own figures of that night ({record.authority}, {night.title})"
        found += [*that_night.outcomes(reading, night, against, same), *that_night.included(reading, night, against)]
        for sizes in that_night.sizes(reading, night, against, same):
            # Another number of objects is the first thing to know, the same number the last.
            found.insert(0 if sizes.grade == "not_reconcilable" else len(found), sizes)
    if reading.record:
        found += ranked.findings(reading, record, day, same)
    found += as_many.findings(reading, record, day, same)
    found.append(_rates(record, day, same))
    return found


def _no_night(record: Record, day: date) -> Finding:
    """Say that the record does not have a date, and how far it goes."""
    first, last = record.dates[0].date, record.last
    if day > last:
        told = f"The record of the {record.authority} ends {last}: it has no night that ended on {day}."
    elif day < first:
        told = f"The record of the {record.authority} begins {first}: it has no night that ended on {day}."
    else:
        told = f"The record of the {record.authority}, {first} to {last}, has no night that ended on {day}."
    changes = ("A record that has the night.",)
    return Finding("record", "open", f"the record of the {record.authority}", told, key=True, changes=changes)


def _night(record: Record, day: date) -> Night | None:
    """Return the night that ended on a day, else its day raid; None where the record has neither."""
    for part in ("night", "day"):
        try:
            return record.night(day, part=part)
        except RecordError:
            continue
    return None


def _rates(record: Record, day: date | None, same: tuple[str, ...]) -> Finding:
    """Give the recorded rate of each kind over the last 90 days, with its numbers."""
    end, nights = ninety_days(record, last_known(record, day) + timedelta(days=1))
    numbers: dict[str, object] = {"from": str(end - timedelta(days=90)), "to": str(end - timedelta(days=1))}
    words = []
    for name in _COMPARED:
        found = [totals_of(night, [name]) for night in nights]
        stated = [totals for totals in found if share_of(totals, "did_not_hit") is not None]
        launched = sum(totals.launched or 0 for totals in stated)
        down = sum(totals.did_not_hit or 0 for totals in stated)
        numbers[name] = {"launched": launched, "did_not_hit": down, "raids": len(stated)}
        if launched:
            rate = f"{rate_words(down, launched)} ({down:,} of {launched:,} on {len(stated):,} dates)"
            words.append(f"{kinds.label([name])} {rate}")
    told = f"Recorded by the {record.authority} as not having hit in the 90 days to {end - timedelta(days=1)}"
    told += f": {listed(words) or 'nothing'}."
    return Finding("record", "noted", "the last 90 days", told, numbers=numbers, assumes=same)
