"""Raid plans made from numbers alone, without flights: threats, fire units, windows and priors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from intercept.engagement.defence.columns import MAGAZINE_COLUMNS
from intercept.raid.simulate import RaidPlan
from intercept.testing._hypothesis import st

Array = npt.NDArray[np.float64]
POINTS = 8
SPAN_S = 1000.0


def with_more_rounds(plan: RaidPlan, more: int) -> RaidPlan:
    """Return the raid with more rounds in each magazine."""
    units = plan.units.copy()
    units[:, MAGAZINE_COLUMNS.index("rounds")] += more
    return replace(plan, units=units)


def _priors(rng: np.random.Generator, rows: int, high: tuple[float, ...]) -> Array:
    """Return low <= mode <= high of several priors a row, each from 0 to its highest value."""
    return np.hstack([np.sort(top * rng.random((rows, 3)), axis=1) for top in high])


def _threats(rng: np.random.Generator, count: int, classes: int, assets: int) -> Array:
    launch = SPAN_S * rng.random(count)
    arrival = launch + 20.0 + 600.0 * rng.random(count)
    return np.column_stack([rng.integers(classes, size=count), rng.integers(-1, assets, size=count), launch, arrival])


def _units(rng: np.random.Generator, count: int, classes: int, *, reloads: bool) -> Array:
    columns = [
        *(rng.integers(classes, size=count), rng.integers(0, 9, size=count), rng.integers(1, 4, size=count)),
        *(60.0 * rng.random(count), rng.integers(0, 3, size=count) * int(reloads), rng.integers(1, 4, size=count)),
        *(rng.integers(2, size=count), 10.0 * rng.random(count)),
    ]
    return np.column_stack(columns).astype(float)


def _windows(
    rng: np.random.Generator, threats: Array, pairs: list[tuple[int, int]]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], Array, Array]:
    """Each window opens and closes within its threat's flight; intercepts follow and end at the arrival."""
    threat, unit = np.array(sorted(pairs), dtype=np.uint32).reshape(-1, 2).T.copy()
    launched, arrives = threats[threat, 2], threats[threat, 3]
    share = np.sort(rng.random((len(threat), 2)), axis=1)
    opens, closes = (launched + 0.9 * (arrives - launched) * share[:, k] for k in (0, 1))
    launch = opens[:, None] + (closes - opens)[:, None] * np.linspace(0.0, 1.0, POINTS)
    flight = 0.1 + 0.8 * rng.random(len(threat))
    return threat, unit, launch, launch + flight[:, None] * (arrives[:, None] - launch)


def _plan(seed: int, threats: int, units: int, *, one_unit_a_threat: bool) -> RaidPlan:
    # Hypothesis picks sizes and a seed; numpy makes the numbers: thousands of them, none worth shrinking alone.
    rng = np.random.default_rng(seed)
    assets, kinds, classes = 3, int(rng.integers(1, 4)), int(rng.integers(1, 4))
    flown = _threats(rng, threats, kinds, assets)
    repeat = rng.integers(1 if one_unit_a_threat else 0, 4, size=threats)
    if one_unit_a_threat:
        owner = rng.integers(units, size=threats)
        pairs = [(i, int(owner[i])) for i in range(threats) for _ in range(repeat[i])]
    else:
        pairs = [(i, int(rng.integers(units))) for i in range(threats) for _ in range(repeat[i])]
    threat, unit, launch, intercept = _windows(rng, flown, pairs)
    return RaidPlan(
        threat_classes=_priors(rng, kinds, (0.4, 0.4)),
        unit_classes=_priors(rng, classes, (1.0, 0.5, 1.0)),
        threats=flown.astype(float),
        units=_units(rng, units, classes, reloads=not one_unit_a_threat),
        assets=assets,
        window_threat=threat,
        window_unit=unit,
        launch_s=launch,
        intercept_s=intercept,
        kill_scale=np.ones((classes, kinds)),
        preference=rng.integers(0, 4, size=(classes, kinds)).astype(np.uint8),
    )


def raid_plans(threats_max: int = 30, units_max: int = 6) -> st.SearchStrategy[RaidPlan]:
    """Raids of any doctrine: salvos, reloads, common causes, failures and jamming; threats without a window too."""
    sizes = (st.integers(0, 2**32 - 1), st.integers(0, threats_max), st.integers(1, units_max))
    return st.builds(lambda *size: _plan(*size, one_unit_a_threat=False), *sizes)


def one_unit_a_threat_raids(threats_max: int = 30, units_max: int = 4) -> st.SearchStrategy[RaidPlan]:
    """Raids in which only one unit can engage a threat and nothing is reloaded.

    In this class of plans more rounds never mean more leakers with the same random numbers; in general they can.
    """
    sizes = (st.integers(0, 2**32 - 1), st.integers(1, threats_max), st.integers(1, units_max))
    return st.builds(lambda *size: _plan(*size, one_unit_a_threat=True), *sizes)
