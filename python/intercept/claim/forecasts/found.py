"""A forecast: what each source leads to expect of a raid, where they disagree, and what each leaves out."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import intercept._core as _core
from intercept.base.plain import made_by
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import measured
from intercept.claim import kinds
from intercept.claim.forecasts import apart
from intercept.claim.forecasts.asked import Asked
from intercept.claim.forecasts.expected import Expected, Source
from intercept.claim.forecasts.precedents import Precedent, held, trend
from intercept.record.caveats import ONE_SIDE

# What each source leaves out.
LEAVES_OUT: dict[Source, str] = {
    "rates": (
        "The rates are taken as given: they know no size of raid, no stocks and no difference between nights; what is"
        " claimed and what happens are both called down."
    ),
    "record": (
        "The model of claims knows no stocks, channels, sites or weather: it cannot see a defence run out of rounds"
        " that has not done so in claims. National totals are no kill probability."
    ),
    "scenario": (
        "The scenario knows nothing of what would be claimed; down is what was intercepted, failed or jammed. Its"
        " theatre and sites are notional, kill probabilities and shares of failure and jamming are judgement, and"
        " neither side adapts during the night."
    ),
}
_OPENING: dict[Source, str] = {
    "rates": "By the rates given",
    "record": "By the record's claims",
    "scenario": "By the scenario",
}


@dataclass(frozen=True, eq=False, repr=False)
class Forecast(ByValue, Shown):
    """What to expect of a raid.

    Attributes
    ----------
    raid
        The raid as it was read: its groups, and its parts, each object once.
    expected
        What each source leads to expect, in the order rates, record, scenario.
    precedents
        Recorded dates with objects of these kinds; none without a record.
    asked
        What was given, as the options of `intercept forecast` and their values.
    record_sha256
        Of the file of the record, None without one.
    """

    raid: Asked
    expected: tuple[Expected, ...]
    asked: tuple[tuple[str, str], ...]
    precedents: tuple[Precedent, ...] = field(default=(), repr=False)
    record_sha256: str | None = None

    @property
    def interrupted(self) -> bool:
        """Whether a Ctrl-C came before all geometries of the scenario were counted."""
        return any(one.numbers.get("interrupted") for one in self.expected)

    def __repr__(self) -> str:
        return f"<Forecast: {' '.join(self.answer)}>"

    def _shown(self) -> tuple[str, Table]:
        names = ("source", "objects", "did_not_hit", "p05", "p95", "standard_error")
        rows = [(one.source, self.raid.objects, one.number, *one.ends, one.standard_error) for one in self.expected]
        return "\n".join(self.answer), Table.of_rows(names, rows)

    def of(self, source: Source) -> Expected | None:
        """Return what a source (`rates`, `record` or `scenario`) leads to expect; None where it was not given."""
        return next((one for one in self.expected if one.source == source), None)

    @property
    def headlines(self) -> dict[Source, str]:
        """The sentence that would be printed, by source; `check_claim` reads each, and agrees with its numbers."""
        return {one.source: one.headline(self.raid) for one in self.expected}

    @property
    def answer(self) -> tuple[str, ...]:
        """The answer in sentences: what each source leads to expect, then where two disagree."""
        return (*map(self._said, self.expected), *self.disagreements)

    def _said(self, one: Expected) -> str:
        low, high = one.ends
        n = self.raid.objects
        ends = f"{low:,} to {high:,} ({_percent(low, n)} to {_percent(high, n)})"
        said = f"{_OPENING[one.source]}: “{one.headline(self.raid)}”"
        if one.source == "rates":
            rounded = f" ({one.numbers['range']} as the rates are rounded)" if one.numbers["range"] else ""
            return f"{said}{rounded}. By luck alone {ends} on nine nights of ten."
        words = "would be claimed" if one.source == "record" else "are down"
        # The same statistic as in the headline, with its own error; of a skew spread the median is another number.
        name = kinds.label(self.raid.kinds) if len(self.raid.groups) == 1 else "objects"
        error = "" if math.isnan(one.standard_error) else " (± standard error)"
        average = f"on average {measured(one.total.mean, one.standard_error)} {name}{error}"
        middle = f"the median is {one.total.quantile(0.5):,}"
        return f"{said}, {average}. On nine nights in ten {ends} {words}; {middle}.{self._beyond(one)}"

    @staticmethod
    def _beyond(one: Expected) -> str:
        """Say that a source extrapolates, and from which sizes."""
        beyond = one.numbers.get("beyond")
        return f" This extrapolates: the record never held more than {beyond}." if beyond else ""

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Where two sources disagree, and by how much, in sentences; none with one source."""
        pairs = list(combinations(self.expected, 2))
        sizes = (line for pair in pairs for line in apart.by_size(*pair))
        return (*(apart.words(*pair) for pair in pairs), *sizes)

    def notes(self) -> list[str]:
        """Return what must be known with the answer, in sentences."""
        return [*self.raid.notes, *(line for one in self.expected for line in one.told), *self._sizes()]

    def _sizes(self) -> Iterator[str]:
        """Say what sizes the record has, and how its claims went with them."""
        if self.of("record") is None:
            return
        name = kinds.label(self.raid.kinds)
        yield held(self.precedents, name)
        found = trend(self.precedents)
        if found is not None:
            yield found.words(name)

    def leaves_out(self) -> list[str]:
        """Return what each source leaves out, in sentences."""
        one_side = [ONE_SIDE] * (self.of("record") is not None)
        return [*one_side, *(LEAVES_OUT[one.source] for one in self.expected)]

    @property
    def command(self) -> str:
        """The command that makes this forecast again; files are named without their folders."""
        return shlex.join(["intercept", "forecast", *(word for pair in self.asked for word in pair if word)])

    def made_with(self) -> dict[str, str | None]:
        """Return what the forecast was made with: command, version, hashes, seed."""
        model = self.of("scenario")
        own = {} if model is None else model.numbers
        names = ("scenario_name", "scenario_sha256", "scaled_scenario_sha256", "seed", "replications")
        return {
            "command": self.command,
            "intercept_version": _core.VERSION,
            "record_sha256": self.record_sha256,
            **{name: str(own[name]) if name in own else None for name in names},
        }

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON."""
        found, model = trend(self.precedents), self.of("scenario")
        drawn = None if model is None or model.made is None else model.made
        made = {} if drawn is None else drawn.to_dict("forecast")
        said = {
            "question": "forecast",
            **made,
            "answer": list(self.answer),
            "raid": [{"kinds": list(group.kinds), "objects": group.label} for group in self.raid.groups],
            "objects": self.raid.objects,
            "expected": [one.to_dict(self.raid) for one in self.expected],
            "trend": None if found is None else found.to_dict(),
            "notes": self.notes(),
            "leaves_out": self.leaves_out(),
            "made_with": self.made_with(),
        }
        return made_by(said)

    def to_json(self) -> str:
        """Return `to_dict` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def _percent(number: int, of: int) -> str:
    return f"{100 * number / of:.1f} %"
