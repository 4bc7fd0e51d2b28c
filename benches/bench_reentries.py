"""How long do 10,000 ballistic re-entries take, on one thread and on all? From 100-150 km at 2-3 km/s to the ground."""

import numpy as np
import pytest

import intercept as ic
from intercept.earth.frames import geodetic_to_ecef

NUMBER = 10_000
# The closed form below: a sphere without gravity in exponential air, rho = rho0 exp(-h/H).
RADIUS_M, DENSITY_KG_M3, HEIGHT_M = 6_371_008.8, 1.225, 7200.0


def states():
    """Return positions and velocities (n, 3), ballistic coefficients (n,) and local up (n, 3)."""
    rng = np.random.default_rng(20251005)
    latitude, longitude = rng.uniform(-1.0, -0.6, NUMBER), rng.uniform(-2.5, -1.8, NUMBER)
    zero = np.zeros(NUMBER)
    position = geodetic_to_ecef(latitude, longitude, rng.uniform(100e3, 150e3, NUMBER))
    cos_lat, sin_lat, cos_lon, sin_lon = np.cos(latitude), np.sin(latitude), np.cos(longitude), np.sin(longitude)
    up = np.column_stack([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
    east = np.column_stack([-sin_lon, cos_lon, zero])
    north = np.cross(up, east)
    azimuth, down = rng.uniform(0, 2 * np.pi, (NUMBER, 1)), np.radians(rng.uniform(20, 60, (NUMBER, 1)))
    level = np.sin(azimuth) * east + np.cos(azimuth) * north
    velocity = rng.uniform(2000, 3000, (NUMBER, 1)) * (np.cos(down) * level - np.sin(down) * up)
    return position, velocity, rng.uniform(2000, 8000, NUMBER), up


def reenter(position, velocity, beta, threads):
    return ic.fly(
        ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=beta),
        threads=threads,
    )


def assert_closed_form(velocity, beta, up):
    """Straight down without gravity, V = V0 exp(-(rho0 H / 2 beta) (1 - exp(-h0/H))) (Allen, Eggers, NACA 1381)."""
    speed, start_m = np.linalg.norm(velocity, axis=1), 120e3
    world = ic.World(
        sphere_radius_m=RADIUS_M, gm_m3_s2=0.0, j2=0.0, rotation_rate_rad_s=0.0, air=ic.Air(DENSITY_KG_M3, HEIGHT_M)
    )
    flown = ic.fly(
        ic.Ensemble(
            position_ecef_m=(RADIUS_M + start_m) * up,
            velocity_ecef_m_s=-speed[:, None] * up,
            ballistic_coefficient_kg_m2=beta,
        ),
        world=world,
    )
    wanted = speed * np.exp(-DENSITY_KG_M3 * HEIGHT_M / (2 * beta) * (1 - np.exp(-start_m / HEIGHT_M)))
    assert np.allclose(flown.table()["impact_speed_m_s"], wanted, rtol=1e-6)


@pytest.mark.benchmark(group="10,000 re-entries")
@pytest.mark.parametrize("threads", [1, 0], ids=["one thread", "all threads"])
def test_reentries(benchmark, threads):
    position, velocity, beta, up = states()
    if threads == 1:
        assert_closed_form(velocity, beta, up)
    flown = reenter(position, velocity, beta, threads)
    figures = flown.table()
    assert (flown.outcome == ic.Outcome.IMPACT).all()
    # Air only brakes: no faster at the ground than it could be without air, 3 km/s and a fall from 150 km.
    assert (figures["impact_speed_m_s"] < np.hypot(3000.0, np.sqrt(2 * 9.81 * 150e3))).all()
    # The same bits for any number of threads, a body alone or in the batch.
    alone = reenter(position[7], velocity[7], beta[7], 1).table()
    assert alone["impact_speed_m_s"][0] == figures["impact_speed_m_s"][7]
    benchmark.extra_info |= {"accuracy": "speeds of the closed form to 1e-6", "rows": (NUMBER, "trajectory")}
    benchmark.pedantic(reenter, args=(position, velocity, beta, threads), rounds=5, warmup_rounds=1)
