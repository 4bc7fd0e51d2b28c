"""Generated ground: a sum of waves on every node, high inland, sea at its rim, and its time told."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.earth.local_frame import Frame
from intercept.scenario.model.surroundings import TerrainGenerated
from intercept.scenario.notional_terrain import HURST, SHORE, SHORTEST_SPACINGS, WAVES, generated, heights

FRAME = Frame(math.radians(-45.0), math.radians(-125.0))


def island(**given):
    return TerrainGenerated(kind="generated", **given)


def by_sums(description, east_km, north_km):
    """The heights by adding wave after wave at every node."""
    rng = np.random.Generator(np.random.Philox(description.seed))
    east, north = np.meshgrid(east_km, north_km)
    total, variance, wavelength = np.zeros(east.shape), 0.0, description.wavelength_km
    while wavelength >= SHORTEST_SPACINGS * description.spacing_km or variance == 0.0:
        direction, phase = 2.0 * np.pi * rng.random(WAVES), 2.0 * np.pi * rng.random(WAVES)
        for angle, start in zip(direction, phase, strict=True):
            along = east * np.sin(angle) + north * np.cos(angle)
            total += wavelength**HURST * np.cos(2.0 * np.pi / wavelength * along + start)
        variance += 0.5 * WAVES * wavelength ** (2.0 * HURST)
        wavelength /= 2.0
    share = np.clip(0.5 + 0.25 * total / math.sqrt(variance), 0.0, 1.0)
    out = np.hypot(east / (0.5 * description.width_km), north / (0.5 * description.depth_km))
    shore = np.clip((1.0 - out) / (1.0 - SHORE), 0.0, 1.0)
    return description.relief_m * share * shore**2 * (3.0 - 2.0 * shore)


@pytest.mark.parametrize("spacing_km", [2.0, 50.0])
def test_heights_are_the_sum_of_the_waves(spacing_km):
    description = island(seed=4, width_km=200, depth_km=260, spacing_km=spacing_km)
    east, north = np.linspace(-110.0, 120.0, 47), np.linspace(-140.0, 130.0, 31)
    np.testing.assert_allclose(
        heights(description, east, north), by_sums(description, east, north), rtol=0.0, atol=1e-9 * description.relief_m
    )


def test_nodes_are_no_farther_apart_on_the_ground_than_asked_for():
    for latitude_deg in (-45.0, -30.0, -55.0):
        frame = Frame(math.radians(latitude_deg), math.radians(-125.0))
        terrain = generated(island(width_km=400, depth_km=500, spacing_km=5), frame)
        latitude, longitude = terrain.__reduce__()[1][:2]
        for row in (latitude[0], latitude[-1], frame.latitude_rad):
            apart = ic.earth.geodesic_inverse(row, longitude[0], row, longitude[1])[0]
            assert apart[0] <= 5_000.0 * 1.005
        apart = ic.earth.geodesic_inverse(latitude[0], longitude[0], latitude[1], longitude[0])[0]
        assert apart[0] <= 5_000.0 * 1.005


def test_the_island_has_hills_inland_and_sea_at_its_rim():
    description = island(seed=2, relief_m=800, width_km=300, depth_km=200)
    terrain = generated(description, FRAME)
    low, high = terrain.extremes_m
    assert low == 0.0
    assert 500.0 < high <= 800.0
    rim = np.linspace(0.0, 2.0 * np.pi, 60)
    # The meridians close in towards the pole: the rim is within a few per cent of the ellipse.
    beyond = FRAME.to_geodetic(1.06 * 150e3 * np.sin(rim), 1.06 * 100e3 * np.cos(rim))
    assert not terrain.height_m(*beyond).any()
    inside = FRAME.to_geodetic(0.6 * 150e3 * np.sin(rim), 0.6 * 100e3 * np.cos(rim))
    assert np.mean(terrain.height_m(*inside) > 50.0) > 0.9


def test_the_time_of_the_terrain_is_in_the_timings():
    scenario = ic.Scenario.from_file("examples/notional-small.toml")
    document = scenario.to_dict() | {"schema_version": 3}
    document["theatre"]["terrain"] = {"kind": "generated", "spacing_km": 0.5, "relief_m": 50}
    timed = ic.run(ic.Scenario.from_dict(document), replications=1, scrambles=1, points=1, vectors=1).timings
    bare = ic.run(scenario, replications=1, scrambles=1, points=1, vectors=1).timings
    assert set(timed) == {"prepare", "compile", "fly", "windows", "simulate", "assemble"}
    # 1.4 million heights take longer than none.
    assert timed["prepare"] > 2.0 * bare["prepare"]
