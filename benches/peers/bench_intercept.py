"""This package as a peer of the comparison harness: `setup(problem, method, tol, threads) -> run(S, B)`.

Problems B0 (exponential air) and B1 (standard air, exponential above 86 km) on the rotating ellipsoid with J2. `method`
is not used. Rows are states (n, 6) in ECEF and ballistic coefficients (n,); back come impact latitude, longitude and
time, and the number of evaluations of the forces.
"""

from __future__ import annotations

import intercept as ic

EXPONENTIAL = ic.Air.exponential(1.225, 7200.0)
STANDARD = ic.Air.us76(scale_height_above_86_km_m=6000.0)
# From this tolerance on the method of order five is used, below it that of order seven.
FINE_M = 5e-2


def setup(problem, _method, tol, threads):
    world = ic.World(air=EXPONENTIAL if problem == "B0" else STANDARD)
    evaluations = 6 if tol >= FINE_M else 10

    def run(states, ballistic_coefficient):
        bodies = ic.Ensemble(
            position_ecef_m=states[:, :3],
            velocity_ecef_m_s=states[:, 3:],
            ballistic_coefficient_kg_m2=ballistic_coefficient,
        )
        ends = bodies.ends(world=world, tolerance_m=tol, threads=threads)
        latitude, longitude, _ = ic.earth.ecef_to_geodetic(ends["position_ecef_m"])
        return latitude, longitude, ends["time_s"], int(evaluations * ends["steps"].sum())

    return run
