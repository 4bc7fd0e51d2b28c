"""Bodies whose flight turns near an edge of the air's layers keep to the tolerance as others do.

The slope of the density jumps at an edge, which no estimate of an error sees inside a step: a body that turns a little
beyond the edge, or a little before it, is in the air of the wrong layer for long unless its steps end at the edge.
"""

import numpy as np
import pytest

import intercept as ic

# Bases of the layers (m), geopotential, as printed in the US Standard Atmosphere 1976, and as geometric altitudes; then
# altitudes at which its temperature changes its law.
GEOPOTENTIAL_M = np.array([11e3, 20e3, 32e3, 47e3, 51e3, 71e3])
RADIUS_M = 6_356_766.0
EDGES_M = [*(RADIUS_M * GEOPOTENTIAL_M / (RADIUS_M - GEOPOTENTIAL_M)), 86e3, 91e3, 100e3, 110e3]
PLACE = (-0.785, -2.18)
# What is asked of every body, in tolerances: several steps may each be off by one.
ALLOWED = 10.0


def thrown(edge_m, level_m_s, beta_kg_m2):
    """Return bodies thrown up from somewhat lower to some 400 apogees within a tenth of an edge's altitude."""
    apogee_m = edge_m * np.linspace(0.9, 1.1, 401)
    start_m = apogee_m - 0.1 * edge_m
    distance_m = RADIUS_M + apogee_m
    fall_m_s2 = 9.8 * (RADIUS_M / distance_m) ** 2 - level_m_s**2 / distance_m
    up_m_s = np.sqrt(2.0 * fall_m_s2 * (apogee_m - start_m))
    local = np.column_stack([np.full_like(up_m_s, level_m_s), np.zeros_like(up_m_s), up_m_s])
    place = np.column_stack([np.full_like(start_m, PLACE[0]), np.full_like(start_m, PLACE[1]), start_m])
    velocity = [ic.earth.enu_vector_to_ecef(v[None], tuple(p))[0] for v, p in zip(local, place, strict=True)]
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*place.T),
        velocity_ecef_m_s=velocity,
        ballistic_coefficient_kg_m2=beta_kg_m2,
    )


@pytest.mark.parametrize("tolerance_m", [1e-4, 1e-2])
@pytest.mark.parametrize("edge_m", EDGES_M, ids=lambda h: f"{h / 1e3:.0f} km")
def test_apogees_near_an_edge_of_the_air_keep_to_the_tolerance(edge_m, tolerance_m):
    for level_m_s in (300.0, 1_000.0, 3_000.0, 6_000.0):
        for beta_kg_m2 in (300.0, 3_000.0):
            bodies = thrown(edge_m, level_m_s, beta_kg_m2)
            ends, truth = (bodies.ends(columns=["position_ecef_m"], tolerance_m=t) for t in (tolerance_m, 1e-9))
            off_m = np.linalg.norm(ends["position_ecef_m"] - truth["position_ecef_m"], axis=1)
            worst = off_m.argmax()
            assert off_m[worst] < ALLOWED * tolerance_m, (level_m_s, beta_kg_m2, worst, off_m[worst])


def test_lifting_bodies_that_turn_near_an_edge_keep_to_the_tolerance():
    altitude_m = np.linspace(34e3, 42e3, 201)
    bodies = ic.Ensemble(
        position_ecef_m=(6_378_137.0 + altitude_m)[:, None] * np.array([1.0, 0.0, 0.0]),
        velocity_ecef_m_s=[-300.0, 4_500.0, 0.0],
        ballistic_coefficient_kg_m2=1_000.0,
        lift_to_drag=2.0,
        duration_max_s=120.0,
    )
    ends, truth = (bodies.ends(columns=["position_ecef_m"], tolerance_m=t) for t in (1e-4, 1e-9))
    off_m = np.linalg.norm(ends["position_ecef_m"] - truth["position_ecef_m"], axis=1)
    assert off_m.max() < ALLOWED * 1e-4, (altitude_m[off_m.argmax()], off_m.max())
