"""Threats of a plan that were flown or recorded elsewhere: classes and facts as they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused, shown
from intercept.base.words import one_of
from intercept.engagement.given import given_facts
from intercept.engagement.plan import Threats
from intercept.errors import InvalidParameterError
from intercept.flight.rows import no_flights

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue
    from intercept.flight.trajectories import Trajectories


def classes_of(trajectories: Trajectories, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the threat classes of trajectories, each once.

    Raises
    ------
    InvalidParameterError
        They have none, or one that the catalogue and the scenario do not have.
    """
    given = given_facts(trajectories)["threat_class"]
    if given is None:
        raise InvalidParameterError(
            "threat_class is not allowed to be left out of tracks: sensors, fire units and jamming depend on it; state"
            " one for all of them, or one for each row, as a column threat_class does"
        )
    known = trajectories.recorded
    for name, row in zip(given, known["row"].tolist() if known is not None else (), strict=True):
        if name not in catalogue.threats:
            raise refused(f"threat_class of row {shown(row)}", name, one_of(name, catalogue.threats))
    return tuple(dict.fromkeys(given))


def given_threats(
    trajectories: Trajectories, names: tuple[str, ...], catalogue: Catalogue
) -> tuple[Threats, npt.NDArray[np.int64]]:
    """Return the threats, and the asset that each flies to: none."""
    facts, rows = given_facts(trajectories), len(trajectories)
    index = np.array([names.index(name) for name in facts["threat_class"]], dtype=np.uint64)
    usual = np.array([catalogue.threats[name].parameters["radar_cross_section_m2"].mode for name in names])

    def stated(name: str, otherwise: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return otherwise if facts[name] is None else np.array(facts[name], dtype=np.float64)

    threats = Threats(
        class_index=index,
        wave=np.zeros(rows, dtype=np.uint64),
        launch_s=stated("launch_s", np.zeros(rows)),
        radar_cross_section_m2=stated("radar_cross_section_m2", usual[index]),
        manoeuvre_m_s2=stated("manoeuvre_m_s2", np.zeros(rows)),
        flights=no_flights(),
    )
    return threats, np.full(rows, -1, dtype=np.int64)
