"""The model of claimed rates: fitted to the record as far as a date, it says what a raid's defender is likely to claim.

For each class a mixture, in equal parts, of curves (`curve.py`) that forget at different speeds: the fast one follows
the last weeks, the slow one holds where they are few. Drones, day by day: half-lives of 8 and 25 days; drones, without
updates for weeks or months: 8, 25 and 120 days; missiles: 90 days and two years. Raid size is the one covariate.

Fitted on claims, it predicts claims. It knows nothing of damage, of who is right, or of what changes after its last
night, and beyond the largest raid that it has seen it extends a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy.special import logsumexp

from intercept.base.arguments import choice, refused, shown, whole
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.words import counted
from intercept.errors import RecordError
from intercept.record.rates.curve import Curve, Prior, fit_curve, log_probability
from intercept.record.rates.distribution import Distribution, summary_of
from intercept.record.rates.names import CLASSES, MODES, MOST_OBJECTS, Mode
from intercept.record.rates.observed import Observed, observed
from intercept.record.rates.together import sum_of
from intercept.record.record import Record, date_of, record_of

_DRONE_PRIOR = Prior((1.7, 0.0, 3.0, 0.0), (0.01, 0.3, 0.01, 0.3))
_MISSILE_PRIOR = Prior((0.0, 0.0, 0.5, 0.0), (1.0, 1.0, 0.5, 1.0))
_MISSILE_HALF_LIVES_D = (90.0, 730.0)
_DRONE_HALF_LIVES_D: dict[Mode, tuple[float, ...]] = {"onestep": (8.0, 25.0), "frozen": (8.0, 25.0, 120.0)}


@dataclass(frozen=True)
class Prediction(Shown):
    """What is likely to be claimed of a raid: one `Distribution` for each class, and one of their sum.

    `seen_until` is the last date that the model used. `largest` is, for each class, the largest raid of it that it saw.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import intercept as ic
    >>> model = ic.record.fit(ic.record.read_record("examples/nights/made-up.csv"))
    >>> found = model.predict({"drone": 100, "subsonic_cruise": 10}, "2031-03-01")
    >>> found.total.n, list(found.classes), found.to_dict()["seen_until"]
    (110, ['drone', 'subsonic_cruise'], '2031-02-05')
    """

    day: date
    seen_until: date
    classes: Mapping[str, Distribution]
    total: Distribution
    largest: Mapping[str, int]

    @property
    def beyond(self) -> tuple[str, ...]:
        """Classes of which more are asked for than the record ever showed on one date: there a line is extended."""
        return tuple(name for name, part in self.classes.items() if part.n > self.largest[name])

    @property
    def words(self) -> str:
        """The prediction in words, with what it rests on."""
        low, high = self.total.interval(0.9)
        median = self.total.quantile(0.5)
        n = self.total.n
        said = (
            f"Of {counted(n, 'object')} {median:,} ({100 * median / n:.0f} %) are likely to be claimed not to have hit;"
            f" nine times in ten {low:,} to {high:,} ({100 * low / n:.0f} to {100 * high / n:.0f} %). That is learnt"
            f" from claims to {self.seen_until}, and says nothing of whether claims are true."
        )
        for name in self.beyond:
            said += (
                f" {self.classes[name].n:,} of class {name} are more than the record held on any date"
                f" ({self.largest[name]:,}): beyond that the model extends a line."
            )
        return said

    def _shown(self) -> tuple[str, Table]:
        return self.words, summary_of({**self.classes, "total": self.total})

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON."""
        return {
            "date": str(self.day),
            "words": self.words,
            "seen_until": str(self.seen_until),
            "classes": {name: part.to_dict() for name, part in self.classes.items()},
            "total": self.total.to_dict(),
            "largest": dict(self.largest),
            "beyond": list(self.beyond),
        }


@dataclass(frozen=True)
class RateModel(Shown):
    """A model of claimed rates on what was `observed` of each class.

    In the `mode` "onestep" each prediction uses all that ended before its date; in "frozen", only what ended before
    `until`.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import intercept as ic
    >>> model = ic.record.fit(ic.record.read_record("examples/nights/made-up.csv"))
    >>> low, high = model.predict({"drone": 100}, "2031-03-01").total.interval(0.9)
    >>> 0 < low < high <= 100
    True
    >>> when = model.until
    >>> model.distribution("drone", 100, when).n, len(model.curves("drone", when)) > 0
    (100, True)
    """

    mode: Mode
    until: date
    observed: Mapping[str, Observed] = field(repr=False)

    def _shown(self) -> tuple[str, Table]:
        words = f"Rate model ({self.mode}), of what is known until {self.until}"
        rows = [(name, len(seen.day), int(seen.launched.sum())) for name, seen in self.observed.items()]
        return words, Table.of_rows(("class", "nights", "launched"), rows)

    def predict(self, composition: Mapping[str, int], day: date | str) -> Prediction:
        """Return what is likely to be claimed of a raid on a date.

        `composition` gives numbers of objects (1 to 20,000) by class: drone, subsonic_cruise, supersonic_cruise, srbm,
        ballistic, aeroballistic_or_hypersonic; srbm is part of ballistic, so both cannot be given. Raises
        InvalidParameterError for anything else, for a date before `until` in the mode "frozen"; RecordError where the
        record holds nothing of a class before the date.
        """
        when = date_of("day", day)
        counts = checked(composition)
        if self.mode == "frozen" and when < self.until:
            raise refused("day", day, f"{self.until} or later: the model is frozen there")
        known_before = when if self.mode == "onestep" else min(self.until, when)
        parts = {name: self.distribution(name, n, known_before) for name, n in counts.items()}
        seen = {name: self._seen(name, known_before) for name in counts}
        last = max(int(one.day[-1]) for one in seen.values())
        largest = {name: int(one.launched.max()) for name, one in seen.items()}
        return Prediction(when, date.fromordinal(last), parts, sum_of(list(parts.values())), largest)

    def distribution(self, name: str, n: int, known_before: date) -> Distribution:
        """Return the distribution of one class from what ended before a date; raises as `predict` does."""
        n = whole("n", n, 1, MOST_OBJECTS)
        parts = [log_probability(curve, n) for curve in self.curves(name, known_before)]
        pmf = np.exp(logsumexp(parts, axis=0))
        return Distribution(n, pmf / pmf.sum())

    def curves(self, name: str, known_before: date) -> tuple[Curve, ...]:
        """Return the curves of one class from what ended before a date, fast to slow.

        Raises
        ------
        InvalidParameterError
            There is no such class, or the date is no date.
        """
        seen = self._seen(name, known_before)
        day = known_before.toordinal()
        half_lives_d = _DRONE_HALF_LIVES_D[self.mode] if name == "drone" else _MISSILE_HALF_LIVES_D
        prior = _DRONE_PRIOR if name == "drone" else _MISSILE_PRIOR
        return tuple(fit_curve(seen, day, half_life_d, prior) for half_life_d in half_lives_d)

    def _seen(self, name: str, known_before: date) -> Observed:
        choice("name", name, CLASSES)
        if type(known_before) is not date:
            raise refused("known_before", known_before, "a date")
        seen = self.observed[name].before(known_before)
        if not len(seen):
            raise RecordError(f"the record holds no {name} before {known_before}: there is nothing to learn from")
        return seen


def fit(record: Record | str | Path, *, until: date | str | None = None, mode: Mode = "onestep") -> RateModel:
    """Return a model of claimed rates on a record, or on the path of its file.

    `mode` "onestep": each prediction uses all that the record holds before its date. "frozen": all predictions use what
    ended before `until` (a date, or YYYY-MM-DD; the day after the record's last unless given), which is what somebody
    knew on that date. Raises InvalidParameterError for a wrong argument.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import intercept as ic
    >>> model = ic.record.fit(ic.record.read_record("examples/nights/made-up.csv"))
    >>> str(model.until), sorted(model.observed)[:2]
    ('2031-02-06', ['aeroballistic_or_hypersonic', 'ballistic'])
    """
    record = record_of("record", record)
    choice("mode", mode, MODES)
    if until is not None and mode != "frozen":
        raise refused("until", until, 'left out, or given with mode "frozen": onestep uses all before each date')
    end = date_of("until", until) if until is not None else record.nights[-1].date + timedelta(days=1)
    return RateModel(mode, end, observed(record))


def checked(composition: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of a composition, in the order of `CLASSES`; InvalidParameterError for a wrong one."""
    if not isinstance(composition, Mapping) or not composition:
        raise refused("composition", composition, "a mapping of at least one class to a number of objects")
    # Names compare without case.
    names = [name.lower() if isinstance(name, str) else name for name in composition]
    if len(set(names)) < len(names):
        raise refused("composition", ", ".join(map(str, composition)), "each class once; case does not matter")
    composition = dict(zip(names, composition.values(), strict=True))
    for name in composition:
        choice("composition", name, CLASSES)
    if "srbm" in composition and "ballistic" in composition:
        raise refused("composition", "srbm and ballistic", "one of the two: ballistic holds srbm")
    return {
        name: whole(f"composition[{shown(name)}]", composition[name], 1, MOST_OBJECTS)
        for name in CLASSES
        if name in composition
    }
