"""What a round and a threat cost: rows of the catalogue with their sources, or the user's own figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import by_name, number, refused
from intercept.base.table import Table
from intercept.base.words import one_of
from intercept.catalogue.draw import named_stream, triangular_quantile
from intercept.catalogue.uncertain import Uncertain
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass
    from intercept.catalogue.parameter import Parameter
    from intercept.scenario.prepare import Prepared

Array = npt.NDArray[np.float64]
Kind = Literal["defence", "threat", "asset"]
COST_MAX_USD = 1e12
# USD for a euro. Judgement: about the range of market rates from 2022 to 2025.
EURO_USD = Uncertain(low=0.96, mode=1.08, high=1.19)
EURO_NOTE = f"euros at {EURO_USD.low:g} to {EURO_USD.high:g} USD, most likely {EURO_USD.mode:g} (judgement)"
COST_COLUMNS = ("kind", "class", "low_usd", "mode_usd", "high_usd", "confidence", "source", "url", "note", "origin")


@dataclass(frozen=True)
class Price:
    """What one round of a defence class, one threat or one asset costs: the product of its factors, in USD."""

    kind: Kind
    name: str
    factors: tuple[Uncertain, ...]
    confidence: str = ""
    source: str = ""
    url: str = ""
    note: str = ""
    origin: str = "catalogue"

    def ends(self) -> tuple[float, float, float]:
        """Return the products of the low, the most likely and the high values."""
        return tuple(float(np.prod([getattr(f, end) for f in self.factors])) for end in ("low", "mode", "high"))  # type: ignore[return-value]  # three

    def drawn(self, seed: int, scrambles: Sequence[int], vectors: int) -> Array:
        """Return the price in each vector, shape (R, K): factors are independent, and evenly spread in a scramble."""
        price = np.ones((len(scrambles), vectors))
        for k, factor in enumerate(self.factors):
            u = [_evenly(seed, scramble, f"cost {self.kind} {self.name} {k}", vectors) for scramble in scrambles]
            price *= triangular_quantile(np.array(u), factor)
        return price


def _evenly(seed: int, scramble: int, name: str, count: int) -> Array:
    """Return one number in each of so many equal parts of (0, 1), in random order."""
    rng = named_stream(seed, scramble, name)
    return np.asarray((rng.permutation(count) + rng.random(count)) / count)


def prices(prepared: Prepared, threat_classes: Sequence[str], costs: object) -> dict[tuple[str, str], Price]:
    """Return the prices of a scenario's classes by kind and name: those given, else those of the catalogue.

    Raises
    ------
    InvalidParameterError
        A name is not one of the scenario's classes, a cost is not a number or three in order, or a class has none.
    """
    defences = list(dict.fromkeys(unit.class_name for unit in prepared.expanded.fire_units))
    assets = list(dict.fromkeys(asset.class_name for asset in prepared.expanded.assets))
    given = {name: _given(name, value) for name, value in by_name("costs", costs).items()}
    known = (*defences, *threat_classes, *assets)
    for name in given:
        if name not in known:
            raise refused("class of costs", name, one_of(name, known))
    found: dict[tuple[str, str], Price] = {}
    for kind, names in (("defence", defences), ("threat", threat_classes), ("asset", assets)):
        for name in names:
            if name in given:
                found[kind, name] = Price(kind, name, (given[name],), origin="given")  # type: ignore[arg-type]
            elif kind != "asset":
                generic = prepared.catalogue.of_kind(kind)[name]  # type: ignore[arg-type]
                found[kind, name] = _of_class(kind, generic)  # type: ignore[arg-type]
    return found


def _given(name: str, value: object) -> Uncertain:
    parts = list(value) if isinstance(value, Sequence) and not isinstance(value, str | bytes) else [value] * 3
    allowed = "a number of USD, or low, mode and high in ascending order"
    if len(parts) != 3:
        raise refused(f"costs[{name}]", value, allowed)
    low, mode, high = (number(f"costs[{name}]", part, 0.0, COST_MAX_USD) for part in parts)
    if not low <= mode <= high:
        raise refused(f"costs[{name}]", value, allowed)
    return Uncertain(low=low, mode=mode, high=high)


def _of_class(kind: Kind, generic: GenericClass) -> Price:
    stem = "unit_cost" if kind == "threat" else "cost_per_round"
    row = next((generic.parameters[key] for key in (f"{stem}_usd", f"{stem}_eur") if key in generic.parameters), None)
    if row is None:
        raise InvalidParameterError(f"costs has no {generic.name}, for which the catalogue has no cost: give it")
    factors, notes = [_prior(row)], [row.note] if row.note else []
    if row.key.endswith("_eur"):
        factors.append(EURO_USD)
        notes.append(EURO_NOTE)
    # A gun's rounds are shells; a shot of it is a burst.
    burst = generic.parameters.get("rounds_per_engagement") if kind == "defence" else None
    if burst is not None:
        factors.append(_prior(burst))
        notes.append(f"a burst of {burst.low:g} to {burst.high:g} shells, most likely {burst.mode:g}")
    return Price(kind, generic.name, tuple(factors), row.confidence, row.source, row.url, "; ".join(notes))


def _prior(row: Parameter) -> Uncertain:
    return Uncertain(low=row.low, mode=row.mode, high=row.high)


def cost_table(found: Mapping[tuple[str, str], Price]) -> Table:
    """Return the prices as they were used, with their sources."""
    rows = [(p.kind, p.name, *p.ends(), p.confidence, p.source, p.url, p.note, p.origin) for p in found.values()]
    text = {name for name in COST_COLUMNS if not name.endswith("_usd")}
    columns = zip(*rows, strict=True) if rows else [[]] * len(COST_COLUMNS)
    return Table(
        {
            name: np.array(list(column), dtype=object if rows and name in text else str if name in text else float)
            for name, column in zip(COST_COLUMNS, columns, strict=True)
        }
    )
