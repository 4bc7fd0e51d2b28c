"""Lifting bodies thrown in random directions keep to the tolerance; lift fades in vertical flight, which goes on."""

import numpy as np
import pytest

import intercept as ic

ROWS = 1_000


def thrown(velocity, **options):
    """Return lifting bodies over the open ocean with these velocities (east, north, up, m/s)."""
    rng = np.random.default_rng(5)
    place = np.column_stack([rng.uniform(-0.9, -0.7, ROWS), rng.uniform(-2.4, -2.1, ROWS)])
    altitude = rng.uniform(20e3, 100e3, ROWS)
    level = zip(velocity, place, strict=True)
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*place.T, altitude),
        velocity_ecef_m_s=[ic.earth.enu_vector_to_ecef(v, (*p, 0.0))[0] for v, p in level],
        ballistic_coefficient_kg_m2=rng.uniform(1_000.0, 8_000.0, ROWS),
        lift_to_drag=rng.uniform(0.1, 2.0, ROWS),
        bank_rad=rng.uniform(-1.5, 1.5, ROWS),
        steps_max=5_000,
        **options,
    )


@pytest.mark.parametrize("tolerance_m", [1e-4, 1e-2])
def test_random_directions_keep_to_the_tolerance(tolerance_m):
    rng = np.random.default_rng(7)
    velocity = rng.normal(size=(ROWS, 3))
    velocity *= rng.uniform(500.0, 4_000.0, (ROWS, 1)) / np.linalg.norm(velocity, axis=1)[:, None]
    bodies = thrown(velocity)
    ends, truth = bodies.ends(tolerance_m=tolerance_m), bodies.ends(tolerance_m=1e-7)
    assert (ends["outcome"] == ic.Outcome.IMPACT).all()
    off = np.linalg.norm(ends["position_ecef_m"] - truth["position_ecef_m"], axis=1) / tolerance_m
    assert np.median(off) < 0.5
    assert off.max() < 20.0


@pytest.mark.parametrize("tolerance_m", [1e-6, 1e-4, 1e-2, 1.0])
@pytest.mark.parametrize("up_m_s", [-2_000.0, 1_500.0])
def test_vertical_flight_goes_on_to_the_ground(up_m_s, tolerance_m):
    bodies = thrown(np.tile([0.0, 0.0, up_m_s], (ROWS, 1)))
    ends, truth = bodies.ends(tolerance_m=tolerance_m), bodies.ends(tolerance_m=1e-8)
    assert (ends["outcome"] == ic.Outcome.IMPACT).all()
    off = np.linalg.norm(ends["position_ecef_m"] - truth["position_ecef_m"], axis=1) / tolerance_m
    # Where it leaves the vertical a flight magnifies its errors: most keep to the tolerance, a few do not.
    if tolerance_m < 1.0:
        assert np.median(off) < 2.0
        assert np.quantile(off, 0.9) < 20.0
