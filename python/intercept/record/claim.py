"""What a claimed rate over drones and missiles together allows, and what it does not say.

With D drones, M missiles, N = D + M and a claimed rate r, all exact fractions:

    leakers allowed       L = floor((1 - r) N)
    missile rate needed   m(d) = (r N - d D) / M      for a drone rate d (0 when negative; none exists when above 1)
    smallest drone rate   d0 = (r N - M) / D          (0 when negative): below it no missile rate reaches r

Nights alike are ordered by sqrt(ln^2((D'+1)/(D+1)) + ln^2((M'+1)/(M+1))), over launched counts D', M'; + 1 because a
night may have none. Nothing here says whether a claim is true.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import SupportsIndex

from intercept.base.arguments import instance, refused, whole
from intercept.base.table import Table
from intercept.record.nights import Night
from intercept.record.record import Record

Rate = float | int | str | Decimal | Fraction

_MOST_OBJECTS = 10**9
_FINEST_DIGIT = 6  # a rate written finer than a millionth is no rounded headline


@dataclass(frozen=True)
class Rounded:
    """What a rate stands for when it was rounded half up to its last digit: `low` up to, but not including, `high`.

    `leakers_min` to `leakers_max` are the leakers that print as the rate; None when no whole number of objects does.
    """

    low: Fraction
    high: Fraction
    leakers_min: int | None
    leakers_max: int | None

    def to_dict(self) -> dict[str, float | int | None]:
        """Return the four values, rates as floats, for JSON."""
        leakers = {"leakers_min": self.leakers_min, "leakers_max": self.leakers_max}
        return {"low": float(self.low), "high": float(self.high), **leakers}


@dataclass(frozen=True)
class SimilarNight:
    """A recorded night and its `distance` (dimensionless, see the head of this module)."""

    night: Night
    distance: float

    def to_dict(self) -> dict[str, object]:
        """Return date, part, distance and the claimed counts and rates by class, for JSON."""
        night = self.night
        return {
            "date": str(night.date),
            "part": night.part,
            "distance": self.distance,
            "drones": night.drones.to_dict(),
            "missiles": night.missiles.to_dict(),
            "classes": [totals.to_dict() for totals in night.classes],
        }


@dataclass(frozen=True)
class Claim:
    """A claimed `rate` (exact fraction of 1) over `drones` and `missiles` (objects), and recorded nights like it."""

    drones: int
    missiles: int
    rate: Fraction
    nights: tuple[SimilarNight, ...] = ()

    @property
    def objects(self) -> int:
        """Drones and missiles together."""
        return self.drones + self.missiles

    @property
    def leakers_allowed(self) -> int:
        """The most objects that may get through for the rate to be reached or passed."""
        return math.floor((1 - self.rate) * self.objects)

    @property
    def drone_share(self) -> Fraction:
        """Share of the objects that are drones; also the rate if every drone and no missile fell."""
        return Fraction(self.drones, self.objects)

    @property
    def smallest_drone_rate(self) -> Fraction | None:
        """The smallest drone rate for which some missile rate reaches the claim; None without drones."""
        return max(Fraction(0), (self.rate * self.objects - self.missiles) / self.drones) if self.drones else None

    @property
    def rounded(self) -> Rounded | None:
        """The rate read as rounded to its last digit (a whole percent at the coarsest); None for one such as 1/3."""
        return _rounded(self.rate, self.objects)

    def missile_rate_needed(self, drone_rate: Rate, *, rate: Fraction | None = None) -> Fraction | None:
        """Return the missile rate needed for the claim (or another overall `rate`) at a drone rate, or None.

        Raises InvalidParameterError when `drone_rate` is not a rate in [0, 1].
        """
        drones_down = parse_rate("drone_rate", drone_rate) * self.drones
        missing = (self.rate if rate is None else rate) * self.objects - drones_down
        if missing <= 0:
            return Fraction(0)
        return Fraction(missing, self.missiles) if missing <= self.missiles else None

    def table(self) -> Table:
        """Return the missile rate that each drone rate needs: `rates` as numbers, NaN where no rate reaches the claim.

        Columns: drone_rate, missile_rate_needed, both shares of 1.
        """
        needed = [(drone, math.nan if missile is None else missile) for drone, missile in self.rates()]
        return Table(
            {
                "drone_rate": [float(drone) for drone, _ in needed],
                "missile_rate_needed": [float(missile) for _, missile in needed],
            }
        )

    def rates(self) -> list[tuple[Fraction, Fraction | None]]:
        """Return (drone rate, missile rate needed) from 100 % to below the smallest that does; empty without drones."""
        smallest = self.smallest_drone_rate
        if smallest is None:
            return []
        step = next(step for step in (1, 2, 5, 10, 20) if (1 - smallest) * 100 <= 6 * step)
        rates = [Fraction(percent, 100) for percent in range(100, -1, -step)]
        shown = [rate for rate in rates if rate >= smallest]
        if smallest not in shown:
            shown.append(smallest)
        shown += [rate for rate in rates if rate < smallest][:1]
        return [(rate, self.missile_rate_needed(rate)) for rate in shown]

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON: rates as floats in [0, 1], None where there is none."""
        return {
            "drones": self.drones,
            "missiles": self.missiles,
            "rate": float(self.rate),
            "leakers_allowed": self.leakers_allowed,
            "drone_share": float(self.drone_share),
            "missile_rate_if_every_drone_falls": _float(self.missile_rate_needed(1)),
            "smallest_drone_rate": _float(self.smallest_drone_rate),
            "rounded": None if self.rounded is None else self.rounded.to_dict(),
            "missile_rate_needed": [{"drone_rate": float(d), "missile_rate": _float(m)} for d, m in self.rates()],
            "nights": [similar.to_dict() for similar in self.nights],
        }


def check_claim(
    *, drones: SupportsIndex, missiles: SupportsIndex, rate: Rate, record: Record | None = None, nearest: int = 5
) -> Claim:
    """Return the arithmetic of a claimed rate, with the `nearest` recorded nights when a record is given.

    `drones` and `missiles` are whole numbers of objects, not both 0; `rate` is in [0, 1] or a text such as "95%"; a
    float counts as the decimal it prints as. Raises InvalidParameterError otherwise.

    >>> claim = check_claim(drones=750, missiles=60, rate="95%")
    >>> claim.leakers_allowed, float(claim.missile_rate_needed(1)), claim.missile_rate_needed("94%")
    (40, 0.325, None)
    """
    drones, missiles = whole("drones", drones, 0, _MOST_OBJECTS), whole("missiles", missiles, 0, _MOST_OBJECTS)
    if record is not None:
        instance("record", record, Record)
    if drones + missiles == 0:
        raise refused("drones", 0, "at least 1 where there are no missiles")
    nights = () if record is None else similar_nights(record.nights, drones=drones, missiles=missiles, nearest=nearest)
    return Claim(drones, missiles, parse_rate("rate", rate), nights)


def similar_nights(
    nights: Sequence[Night], *, drones: int, missiles: int, nearest: int = 5
) -> tuple[SimilarNight, ...]:
    """Return the `nearest` nights by launched counts (day raids too), nearest first, later ones first among equals.

    Nights with a drone or missile row that does not state what was launched are left out: their size is not known.
    """
    number = whole("nearest", nearest, 0, _MOST_OBJECTS)
    found = []
    for night in nights:
        rows = [row for row in night.rows if row.model.kind in ("drone", "missile")]
        if rows and all(row.launched is not None for row in rows):
            drone_ratio = ((night.drones.launched or 0) + 1) / (drones + 1)
            missile_ratio = ((night.missiles.launched or 0) + 1) / (missiles + 1)
            found.append(SimilarNight(night, math.hypot(math.log(drone_ratio), math.log(missile_ratio))))
    found.sort(key=lambda similar: (similar.distance, -similar.night.date.toordinal()))
    return tuple(found[:number])


def parse_rate(name: str, value: Rate) -> Fraction:
    """Return a rate as an exact fraction of 1, from a number in [0, 1] or a text such as "0.95" or "95 %".

    Raises InvalidParameterError, naming `name`, for anything else.
    """
    try:
        text = str(value).strip()
    except ValueError:  # a whole number of thousands of digits
        text = ""
    percent = text.endswith("%")
    exact = value if isinstance(value, Fraction) else _exact(text.removesuffix("%").strip())
    if isinstance(value, bool) or exact is None:
        raise refused(name, value, "a number from 0 to 1, or text such as 95%")
    exact = exact / 100 if percent else exact
    if not 0 <= exact <= 1:
        hint = f"; for {text} percent write {text}%" if not percent and 1 < exact <= 100 else ""
        raise refused(name, value, f"from 0 to 1, or 0% to 100%{hint}")
    return exact


def _exact(text: str) -> Fraction | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    # Every float lies within these exponents; beyond them the exact fraction would not fit in memory.
    return Fraction(number) if number.is_finite() and -1100 < number.adjusted() < 400 else None


def _rounded(rate: Fraction, objects: int) -> Rounded | None:
    for digits in range(2, _FINEST_DIGIT + 1):
        if (rate * 10**digits).denominator == 1:
            half = Fraction(1, 2 * 10**digits)
            low, high = max(Fraction(0), rate - half), rate + half
            most = math.floor((1 - low) * objects)
            # high itself rounds to the next value, so leakers at high do not count; above 1 there is none to leave out.
            least = math.floor((1 - high) * objects) + 1 if high <= 1 else 0
            return Rounded(low, min(high, Fraction(1)), *((least, most) if least <= most else (None, None)))
    return None


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
