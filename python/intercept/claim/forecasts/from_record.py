"""What the record leads to expect: what would be claimed of the raid.

The model of claimed rates (`intercept.record.rates`) is fitted to claims, so that it says what is claimed of such a
raid, not what happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from intercept.claim import kinds
from intercept.claim.forecasts.asked import Asked
from intercept.claim.forecasts.expected import AtSize, Expected, at_size, whole
from intercept.claim.kinds import OF_RATES
from intercept.claim.parts import middle
from intercept.claim.predicted import shared_out, together
from intercept.claim.quantities import Count
from intercept.claim.reading import Group
from intercept.claim.words import listed
from intercept.errors import RecordError
from intercept.record.rates.distribution import Distribution
from intercept.record.rates.model import Prediction, RateModel, fit
from intercept.record.rates.together import sum_of
from intercept.record.record import Record, date_of


def expected(raid: Asked, record: Record, day: date | str | None, until: date | str | None) -> Expected:
    """Return what would be claimed of the raid on a day; the one after the record's last unless given.

    With `until` the model knows what ended before that date, and nothing else. Raises InvalidParameterError for what is
    no date, or a day before `until`; RecordError where the record has nothing to learn from.
    """
    frozen = until is not None
    model = fit(record, until=until, mode="frozen" if frozen else "onestep")
    when = model.until if day is None else date_of("date", day)
    known = min(model.until, when) if frozen else when
    by_part = [shared_out(part, record, known) for part in raid.parts]
    for part, share in zip(raid.parts, by_part, strict=True):
        if middle(part) and not share:
            name = kinds.label(part.kinds)
            raise RecordError(f"the record holds no {name} in the 90 days before {known}: it cannot be forecast from")
    found = model.predict(together(by_part), when)
    against = tuple(_at_size(raid, size, model, record, (known, when)) for size in raid.sizes[:-1])
    return Expected(
        source="record",
        total=found.total,
        parts=_parts(raid, by_part, found),
        number=whole(found.total.mean),
        against=(*against, at_size(found.total.n, found.total)),
        numbers={
            "date": str(found.day),
            "seen_until": str(found.seen_until),
            "classes": {name: part.n for name, part in found.classes.items()},
            "largest": dict(found.largest),
            "beyond": listed(
                f"{found.largest[name]:,} {kinds.label(OF_RATES[name], found.largest[name])}" for name in found.beyond
            ),
        },
        told=tuple(_told(raid, by_part, found, frozen=frozen)),
    )


def _at_size(raid: Asked, size: Sequence[int], model: RateModel, record: Record, days: tuple[date, date]) -> AtSize:
    known, when = days
    parts = [Group(part.kinds, Count(n, n, str(n))) for part, n in zip(raid.parts, size, strict=True)]
    composition = together([shared_out(part, record, known) for part in parts])
    return at_size(sum(size), model.predict(composition, when).total)


def _parts(raid: Asked, by_part: Sequence[dict[str, int]], found: Prediction) -> dict[str, Distribution]:
    """Return the distribution of each part that shares no class of the model with another."""
    parts = {}
    for k, (part, share) in enumerate(zip(raid.parts, by_part, strict=True)):
        others = [name for j, other in enumerate(by_part) if j != k for name in other]
        if share and all(name in found.classes and name not in others for name in share):
            parts[part.label] = sum_of([found.classes[name] for name in share])
    return parts


def _told(raid: Asked, by_part: Sequence[dict[str, int]], found: Prediction, *, frozen: bool) -> Iterator[str]:
    later = " and from nothing later" if frozen else ""
    yield (
        f"Learnt from claims to {found.seen_until}{later}, for a raid that ends on {found.day}. It says what would be"
        " claimed, and nothing of whether claims are true."
    )
    for part, share in zip(raid.parts, by_part, strict=True):
        if len(share) > 1:
            told = listed(f"{n:,} {kinds.label(OF_RATES[name], n)}" for name, n in share.items())
            yield f"The {part.label} are shared out over classes as in the 90 days before: {told}."
