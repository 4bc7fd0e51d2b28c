"""How long does a day of access take against brahe, and do the windows agree? One satellite, 100 sites, one thread.

Both propagate in a central field over the same turning Earth (no polar motion, UT1 = UTC): brahe's Keplerian orbit, of
which the first Earth-fixed state is ours. Rounds alternate. Needs brahe (PyPI).

    python benches/peers/access_brahe.py [--keep]

`--keep` puts the figures into benches/results/peers.json.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import brahe as bh
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
import access
import keep

ROUNDS = 5
# Its own first step, as in its published search; and one that no pass of this orbit slips through.
STEP_S, FINE_STEP_S = 60.0, 10.0
# Of brahe's and Orekit's search, milliseconds a pair-day.
PUBLISHED_MS = 1.4
HOW = "Processor time of one thread, rounds in turn: one satellite, 100 sites, one day, a mask of 10 degrees."


def theirs(places, start, step_s):
    """Return brahe's search, which first looks each `step_s`, as a call."""
    position, velocity = access.inertial_state()
    propagator = bh.KeplerianPropagator.from_eci(start, np.concatenate([position, velocity]), 60.0)
    points = [bh.PointLocation(*np.degrees(place[::-1]), 0.0) for place in places]
    mask = bh.ElevationConstraint(min_elevation_deg=float(np.degrees(access.MASK_RAD)), max_elevation_deg=None)
    config = bh.AccessSearchConfig(initial_time_step=step_s, parallel=False)

    def run():
        until = start + access.DAY_S
        found = [bh.location_accesses(point, propagator, start, until, mask, config=config) for point in points]
        return [[(w.start - start, w.end - start) for w in windows] for windows in found]

    return propagator, run


def apart_s(ours, others):
    """Return how far the edges of the windows lie apart at sites where both find as many."""
    pairs = [(own, np.array(other)) for own, other in zip(ours, others, strict=True) if len(own) == len(other) > 0]
    return np.concatenate([np.abs(own - other).ravel() for own, other in pairs])


def main():
    bh.set_global_eop_provider(bh.StaticEOPProvider.from_zero())
    start = bh.Epoch.from_datetime(2024, 1, 1, 0, 0, 0.0, 0.0, bh.TimeSystem.UTC)
    places = access.sites()
    propagator, run = theirs(places, start, STEP_S)
    state = np.asarray(propagator.state_ecef(start))
    flown, defence = access.orbit(state[:3], state[3:]), access.radars(places)
    ours_s, theirs_s = [], []
    for _ in range(ROUNDS):
        begin = time.process_time()
        found = access.search(flown, defence)
        middle = time.process_time()
        coarse = run()
        ours_s.append(middle - begin)
        theirs_s.append(time.process_time() - middle)
    ours, (_, run) = access.edges(found), theirs(places, start, FINE_STEP_S)
    fine = run()
    apart = apart_s(ours, fine)
    told = {
        "case": "one satellite, 100 sites, one day, mask of 10 degrees, one thread",
        "intercept_ms_a_pair_day": 1e3 * min(ours_s) / access.SITES,
        "brahe": bh.__version__,
        "brahe_ms_a_pair_day": 1e3 * min(theirs_s) / access.SITES,
        "intercept_windows": sum(map(len, ours)),
        "brahe_windows": sum(map(len, coarse)),
        "brahe_windows_at_steps_of_10_s": sum(map(len, fine)),
        "edges_apart_s": {"median": np.median(apart), "95 %": np.quantile(apart, 0.95), "most": apart.max()},
    }
    print(json.dumps(told, indent=2, default=float))
    if "--keep" in sys.argv[1:]:
        keep.put("access", HOW, {"brahe": bh.__version__}, figures(told))


def figures(told):
    """Return what is kept: beside brahe, and beside what its authors published."""
    apart, missed = told["edges_apart_s"], told["brahe_windows_at_steps_of_10_s"] - told["brahe_windows"]
    agree = f"edges agree within {apart['median']:.2g} s (median) and {apart['most']:.2g} s (most)"
    slipped = f"its steps of 60 s miss {missed} of {told['intercept_windows']} passes"
    mine = {
        "what": "access of a day, one thread",
        "ours": told["intercept_ms_a_pair_day"],
        "unit": "ms a pair-day",
    }
    return [
        mine | {"peer": peer, "theirs": theirs, "times": round(theirs / mine["ours"], 1), "accuracy": accuracy}
        for peer, theirs, accuracy in (
            (
                f"brahe {bh.__version__}, steps of 60 s",
                told["brahe_ms_a_pair_day"],
                f"{agree}; {slipped}",
            ),
            (
                "brahe and Orekit, SGP4, as brahe's authors published",
                PUBLISHED_MS,
                "theirs on their machine",
            ),
        )
    ]


if __name__ == "__main__":
    main()
