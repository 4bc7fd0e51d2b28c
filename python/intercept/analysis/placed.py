"""The answer to where fire units protect most: the chosen sites, what each adds, the bound, the simulated raid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.analysis.answer import Answer, cut_short
from intercept.analysis.candidates import Candidates
from intercept.analysis.cases import Drawn
from intercept.analysis.protection import Protection, Sites
from intercept.base.table import Table
from intercept.base.words import counted, known, spelled
from intercept.raid.estimates import mean_of
from intercept.raid.made import Made
from intercept.raid.sample import Sampled
from intercept.raid.tally import LEAKED
from intercept.scenario.compile import compile_vectors
from intercept.scenario.unknowns import MOST_LIKELY

Array: TypeAlias = npt.NDArray[np.float64]

CANDIDATES = (
    *("candidate", "defence_class", "east_km", "north_km", "rank", "gain", "gain_standard_error", "alone"),
    "alone_standard_error",
)
SIMULATED = (
    *("quantity", "without", "without_standard_error", "with_chosen", "with_chosen_standard_error", "difference"),
    *("difference_standard_error", "low", "high"),
)
SITES = ("kind", "name", "class", "east_km", "north_km", "range_km", "value")


@dataclass(frozen=True, eq=False, repr=False)
class Placement(Answer):
    """Candidate sites of the defender, of which some were chosen.

    Value is in units of the assets' `value`: a leaker counts with the value of the asset that it flies to.

    Attributes
    ----------
    count
        How many were to be chosen.
    is_exact
        Whether no other choice protects more under the model; else it is the greedy one.
    at_risk, at_risk_standard_error
        Value expected to be hit without any candidate, under the model.
    protected, protected_standard_error
        How much less that is with the chosen ones.
    bound
        What no choice of as many can exceed, under the model and for the same geometries.
    candidates
        A row for each candidate, the chosen ones first: candidate, defence_class, east_km, north_km; rank, 1 for the
        first chosen one (NaN: not chosen); gain, what it adds to those before it (of one not chosen, to all chosen
        ones); alone, what it protects alone; with standard errors.
    simulated
        What the replicated raid says, with channels, rounds and sensors that are down: of value_hit and leakers the
        means without any candidate and with the chosen ones, and the difference with its standard error and 95 %
        t-interval.
    sites
        What the map shows: kind (asset, fire_unit, chosen, candidate), name, class, east_km, north_km, range_km (the
        greatest slant range, NaN: none) and the value of assets.
    """

    QUESTION: ClassVar[str] = "placement"
    count: int
    is_exact: bool
    at_risk: float
    at_risk_standard_error: float
    protected: float
    protected_standard_error: float
    bound: float
    candidates: Table
    simulated: Table
    sites: Table

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen sites, the first chosen one first."""
        return tuple(row["candidate"] for row in self.candidates.records() if math.isfinite(row["rank"]))

    @property
    def words(self) -> str:
        """The answer in one paragraph."""
        rows = list(self.candidates.records())[: len(self.chosen)]
        listed = ", ".join(
            f"{row['candidate']} ({spelled(row['defence_class'])},"
            f" {known(row['gain'], row['gain_standard_error'], sign=True).mean})"
            for row in rows
        )
        protected = known(self.protected, self.protected_standard_error)
        said = []
        said.append(
            f"Of {counted(len(self.candidates), 'candidate site')}, {listed} protect{'s' * (len(rows) == 1)}"
            f" {protected.mean} of {known(self.at_risk, self.protected_standard_error).mean} units of value expected to"
            f" be hit ({protected.how_well})."
        )
        if self.protected <= 0.0:
            said.append("No candidate protects anything under the model.")
        elif self.is_exact or self.protected >= self.bound:
            said.append(f"No other choice of {self.count} protects more under the model.")
        else:
            share = 100 * math.floor(1000 * min(self.protected / self.bound, 1.0)) / 1000
            bound = known(self.bound, self.protected_standard_error).mean
            said.append(
                f"No choice of {self.count} can protect more than {bound}: this one has at least {share:.1f} % of what"
                " is possible under the model, whose kills are independent of each other."
            )
        value = next(row for row in self.simulated.records() if row["quantity"] == "value_hit")
        error = value["difference_standard_error"]
        without, with_chosen = (known(value[name], error).mean for name in ("without", "with_chosen"))
        less = known(value["difference"], error, sign=True)
        said.append(
            f"In the simulated raid, with channels, rounds and sensors that are down, {without} units are"
            f" hit without and {with_chosen} with the chosen sites: {less.mean} ({less.how_well})."
        )
        if value["low"] <= 0.0 <= value["high"]:
            said.append("The interval of the difference holds zero.")
        return " ".join([*said, *cut_short(self.made)])


def answer(
    made: Made,
    given: Candidates,
    protection: Protection,
    chosen: Sites,
    ceiling: float,
    drawn: Drawn,
    *,
    is_exact: bool,
) -> Placement:
    """Return the answer from the objective, the chosen sites and the replications without and with them."""
    at_risk = mean_of(protection.nights(protection.at_risk))
    protected = mean_of(protection.nights(protection.at_risk - protection.left(chosen)))
    return Placement(
        made=made,
        count=len(chosen),
        is_exact=is_exact,
        at_risk=at_risk[0],
        at_risk_standard_error=at_risk[1],
        protected=protected[0],
        protected_standard_error=protected[1],
        bound=max(ceiling, protected[0]),
        candidates=_candidates(given, protection, chosen),
        simulated=_simulated(given, drawn),
        sites=_sites(given, chosen),
    )


def _candidates(given: Candidates, protection: Protection, chosen: Sites) -> Table:
    units = {unit.name: unit for unit in given.prepared.expanded.fire_units}
    others = [k for k in np.argsort(-protection.gains(chosen), kind="stable").tolist() if k not in chosen]
    rows = []
    for place, k in enumerate([*chosen, *others]):
        before = chosen[:place] if place < len(chosen) else chosen
        gain = mean_of(protection.nights(protection.left(before) - protection.left([*before, k])))
        alone = mean_of(protection.nights(protection.at_risk - protection.left([k])))
        unit = units[given.names[k]]
        rank = float(place + 1) if place < len(chosen) else math.nan
        where = (unit.position.east_km, unit.position.north_km)
        rows.append((unit.name, unit.class_name, *where, rank, *gain[:2], *alone[:2]))
    return Table.of_rows(CANDIDATES, rows)


def _simulated(given: Candidates, drawn: Drawn) -> Table:
    values = np.array([asset.value for asset in given.prepared.expanded.assets], dtype=float)
    rows = []
    for quantity in ("value_hit", "leakers"):
        sides = [_by_scramble(case, values if quantity == "value_hit" else None) for case in drawn.cases]
        told = [mean_of(side)[:2] for side in sides]
        rows.append((quantity, *told[0], *told[1], *mean_of(sides[1] - sides[0])))
    return Table.of_rows(SIMULATED, rows)


def _by_scramble(found: Sampled, values: Array | None) -> Array:
    """Return the mean leakers of each scramble, or the value that they fly to."""
    tally = found.tally
    each = tally.fates[:, :, LEAKED].sum(axis=1) if values is None else tally.leaked @ values
    means: Array = np.asarray(each, dtype=float).reshape(len(found.scrambles), -1).mean(axis=1)
    return means


def _sites(given: Candidates, chosen: Sites) -> Table:
    expanded = given.prepared.expanded
    kinds = {name: "chosen" if k in chosen else "candidate" for k, name in enumerate(given.names)}
    rows: list[tuple[str | float, ...]] = [
        ("asset", a.name, a.class_name, a.position.east_km, a.position.north_km, math.nan, a.value)
        for a in expanded.assets
    ]
    reach = _reach_km(given)
    rows += [
        (kinds.get(u.name, "fire_unit"), u.name, u.class_name, u.position.east_km, u.position.north_km, km, math.nan)
        for u, km in zip(expanded.fire_units, reach, strict=True)
    ]
    return Table.of_rows(SITES, rows)


def _reach_km(given: Candidates) -> list[float]:
    """Return the greatest slant range of each fire unit at its most likely values."""
    plan = compile_vectors(given.prepared, MOST_LIKELY, 0, trajectories=given.prepared.tracks)
    first = np.cumsum([0, *(unit.count for unit in given.prepared.expanded.fire_units)])[:-1]
    return (plan.units.column("slant_range_max_m")[first] / 1e3).tolist()  # type: ignore[no-any-return]  # floats
