"""How long does the search for a day of access take: one satellite, 100 sites, a mask of 10 degrees, one thread?"""

import numpy as np
import pytest
from access import (
    DAY_S,
    MASK_RAD,
    RATE_RAD_S,
    SITES,
    edges,
    elevations_rad,
    inertial_state,
    orbit,
    radars,
    search,
    sites,
)


@pytest.mark.benchmark(group="access of a day, one satellite and 100 sites, one thread")
def test_access_of_a_day(benchmark):
    position, velocity = inertial_state()
    flown = orbit(position, velocity - np.cross([0.0, 0.0, RATE_RAD_S], position))
    places = sites()
    defence = radars(places)
    found = search(flown, defence)
    off = []
    for place, own in zip(places, edges(found), strict=True):
        inside = own[(own > 1.0) & (own < DAY_S - 1.0)]
        if len(inside):
            off.append(np.abs(elevations_rad(flown, place, inside) - MASK_RAD).max())
    # The mask is taken over a sphere that touches the ellipsoid: docs/models/sensing.md.
    assert np.degrees(max(off)) < 0.05
    benchmark.extra_info["accuracy"] = f"edges within {np.degrees(max(off)):.3f} degrees of the mask"
    benchmark.extra_info["rows"] = (SITES, "pair-day")
    benchmark.pedantic(search, args=(flown, defence), rounds=9, warmup_rounds=1)
