"""Where a run uses a part outside the range that docs/models states for it, and what of each part was not checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from intercept.base.words import counted, spelled
from intercept.catalogue.catalogue import Catalogue

if TYPE_CHECKING:
    from intercept.raid.found import Found

# docs/models/flight.md
APOGEE_MAX_KM, SPEED_MAX_M_S = 1000.0, 7500.0
# docs/models/quasi_ballistic.md and ballistic.md: distances that they are stated for.
DISTANCE_KM = {"aeroballistic": (20.0, 900.0), "ballistic": (1.0, 19_500.0)}
# Above it lies a hundredth of the refraction of the air, whose refractivity falls by e in 7.35 km (ITU-R P.453).
REFRACTING_KM = 34.0
TURNING = ("aeroballistic", "glide", "hypersonic")
# What docs/validation.md and the pages of the models call not validated.
NOT_CHECKED = {
    "flight": "whole flights of the classes against a recorded track; ballistic coefficients and lift-to-drag ratios",
    "sensing": "ranges and probabilities against measured detections; false tracks, clutter, jamming of radars",
    "windows": "a flight of a real interceptor; lofted fly-outs, seekers, interference between units",
    "queue": "the judgement and speed of crews; whether the stated rules are those of any force",
    "kill": "kill probabilities, shares that fail or are jammed, and common causes: no trustworthy value is public",
    "stocks": "rounds, depots and resupply of any force; transport is a delay",
    "record": "the claims, which are one belligerent's; prices, which differ by up to a factor of 30",
}


def outside(result: Found) -> dict[str, list[str]]:
    """Return by part, in sentences, where the run leaves the range that is stated for it."""
    return {
        "flight": [*_flights(result)],
        "sensing": [*_heights(result)],
        "windows": [*_turning(result)],
        "kill": [*_rare(result)],
        "record": [*_claims(result)],
    }


def _flights(result: Found) -> Iterator[str]:
    threats = result.threats
    for column, most, unit, said in (
        ("apogee_km", APOGEE_MAX_KM, "km", "higher"),
        ("speed_max_m_s", SPEED_MAX_M_S, "m/s", "faster"),
    ):
        beyond = int(np.sum(threats[column] > most))
        if beyond:
            fly = "flies" if beyond == 1 else "fly"
            yield f"{counted(beyond, 'threat')} {fly} {said} than the {most:,.0f} {unit} that flights are stated for."
    for name, kind, rows in _by_class(result):
        low, high = DISTANCE_KM.get(kind, (0.0, np.inf))
        wrong = int(np.sum((threats["distance_km"][rows] < low) | (threats["distance_km"][rows] > high)))
        if wrong:
            yield f"{counted(wrong, 'flight')} of {spelled(name)}: less than {low:,.0f} or more than {high:,.0f} km."
        yield from _arrival(result, name, rows)


def _arrival(result: Found, name: str, rows: np.ndarray) -> Iterator[str]:
    """Yield that flights of a class arrive outside its own row of impact speed."""
    generic = Catalogue.load().threats.get(name)
    row = None if generic is None else generic.parameters.get("impact_speed_m_s")
    if row is None:
        return
    speed = result.threats["impact_speed_m_s"][rows]
    wrong = int(np.sum((speed < row.low) | (speed > row.high)))
    if wrong:
        yield (
            f"{wrong} of {counted(len(speed), 'most likely flight')} of {spelled(name)} arrive outside the class's own"
            f" {row.low:,.0f} to {row.high:,.0f} m/s."
        )


def _heights(result: Found) -> Iterator[str]:
    high = result.threats["apogee_km"] > REFRACTING_KM
    if high.any():
        most = float(result.threats["apogee_km"].max())
        yield (
            f"Threats that rise above {REFRACTING_KM:.0f} km: {int(high.sum())}, up to {most:,.0f} km. The horizon of a"
            " larger Earth sees too far there, at 100 km by up to 16 %."
        )


def _turning(result: Found) -> Iterator[str]:
    turning = {name: len(rows) for name, kind, rows in _by_class(result) if kind in TURNING}
    if turning:
        named = ", ".join(f"{count} {spelled(name)}" for name, count in turning.items())
        yield (
            f"Threats that turn ({named}) may do so during a fly-out, which is straight to where they will be: the cost"
            " of their turn is judged at the intercept."
        )


def _rare(result: Found) -> Iterator[str]:
    total = float(result.outcomes["leaked"].sum())
    if 0.0 < total < 30.0:
        yield f"All replications together have {counted(int(total), 'leaker')}: rare events need more of them."


def _claims(result: Found) -> Iterator[str]:
    classes, rows = result.threats.codes("threat_class")
    launched = dict(zip(classes, np.bincount(rows, minlength=len(classes)).tolist(), strict=True))
    claimed: dict[str, int] = {}
    for claim in result.claimed:
        claimed[claim.threat_class] = claimed.get(claim.threat_class, 0) + claim.launched
    for name, count in claimed.items():
        if count != launched.get(name, 0):
            yield f"The claim counts {count} {spelled(name)} launched, the raid has {launched.get(name, 0)}."


def _by_class(result: Found) -> Iterator[tuple[str, str, np.ndarray]]:
    """Yield each class of the catalogue that flies, its kind of flight and the rows of its threats."""
    catalogue = Catalogue.load()
    classes, codes = result.threats.codes("threat_class")
    for k, name in enumerate(classes):
        kind = catalogue.threat_rule(name).flight if name in catalogue.threats else ""
        yield name, kind, np.flatnonzero(codes == k)
