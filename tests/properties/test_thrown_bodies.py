"""Bodies thrown from anywhere in the air, heavy and light, end within a few tolerances of where they truly do."""

import numpy as np
import pytest

import intercept as ic

# What the impact may be off, in tolerances of a step: half of all are within a third of one, these are the worst.
WORST, SHORT = 8.0, 1.0
FINE_M = 1e-6
BETAS = ((5.0, 10.0), (10.0, 30.0), (30.0, 100.0), (100.0, 300.0), (300.0, 1_000.0), (1_000.0, 10_000.0))
TOLERANCES_M = (1e-3, 1e-2, 4e-2, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
COUNT = 400


def thrown(low, high, seed):
    """Return bodies of ballistic coefficients within bounds, from 1 to 100 km, at 10 m/s to 3 km/s in any direction."""
    rng = np.random.default_rng(seed)
    latitude, longitude = np.arcsin(rng.uniform(-0.98, 0.5, COUNT)), np.full(COUNT, -2.3)
    height = rng.uniform(1e3, 100e3, COUNT)
    direction = rng.standard_normal((COUNT, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(latitude, longitude, height),
        velocity_ecef_m_s=direction * rng.uniform(10.0, 3_000.0, (COUNT, 1)),
        ballistic_coefficient_kg_m2=np.exp(rng.uniform(np.log(low), np.log(high), COUNT)),
    )


@pytest.mark.parametrize("beta", BETAS)
def test_impacts_are_off_by_a_few_tolerances(beta):
    bodies = thrown(*beta, seed=int(beta[0]))
    truth = bodies.ends(columns=["position_ecef_m"], tolerance_m=FINE_M)["position_ecef_m"]
    for tolerance_m in TOLERANCES_M:
        ends = bodies.ends(columns=["position_ecef_m", "outcome"], tolerance_m=tolerance_m)
        assert (ends["outcome"] == ic.Outcome.IMPACT).all()
        off = np.linalg.norm(ends["position_ecef_m"] - truth, axis=1) / tolerance_m
        worst = int(np.argmax(off))
        assert off[worst] < WORST, (beta, tolerance_m, worst, off[worst])
        assert np.median(off) < SHORT, (beta, tolerance_m)


# Paths are flown by the fifth order at any tolerance.
@pytest.mark.parametrize("tolerance_m", [1e-4, 1e-2, 1.0])
def test_paths_end_there_too(tolerance_m):
    for beta in BETAS:
        bodies = thrown(*beta, seed=7)
        truth = bodies.ends(columns=["position_ecef_m"], tolerance_m=FINE_M / 10)["position_ecef_m"]
        flown = ic.fly(bodies, tolerance_m=tolerance_m)
        last = flown.knots()["position_ecef_m"][flown.offsets[1:].astype(int) - 1]
        assert np.linalg.norm(last - truth, axis=1).max() < WORST * tolerance_m, beta
