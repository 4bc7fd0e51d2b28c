"""What is at rest on the ground, or moves down from it, has landed: on every world, whichever side it is rounded to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intercept as ic

EARTH_ROTATION_RAD_S = 7.292115e-5
ROWS = 64
RADII_M = (1e3, 1.7374e6, 6_371_000.0, 6_371_007.1809)


def worlds():
    """Return worlds of every shape: the ellipsoid with all its fields, spheres that turn and that do not."""
    shapes = [
        ic.World(),
        ic.World(gravity="j4"),
        ic.World(air=ic.Air.vacuum()),
        ic.World(wind=ic.Wind.constant(30.0, 5.0)),
    ]
    for radius_m in RADII_M:
        shapes.append(ic.World(sphere_radius_m=radius_m, rotation_rate_rad_s=0.0, gravity="central"))
        shapes.append(ic.World(sphere_radius_m=radius_m, rotation_rate_rad_s=EARTH_ROTATION_RAD_S, gravity="central"))
    return shapes


WORLDS = worlds()
# Level and down (m/s).
MOVES_M_S = ((0.0, 0.0), (0.0, 1e-3), (0.0, 0.3), (0.0, 1.0), (0.0, 50.0), (200.0, 1.0), (200.0, 50.0), (3_000.0, 50.0))


def standing(world, ground_m, rng, level_m_s, down_m_s):
    """Return bodies on the ground in all directions, that move level and down, and their positions (m)."""
    x, y, z = rng.standard_normal((3, ROWS))
    latitude, longitude = np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)
    position = ic.earth.geodetic_to_ecef(latitude, longitude, np.full(ROWS, ground_m), world=world)
    azimuth = rng.uniform(0.0, 2.0 * np.pi, ROWS)
    enu = np.column_stack([level_m_s * np.sin(azimuth), level_m_s * np.cos(azimuth), np.full(ROWS, -down_m_s)])
    places = zip(enu, latitude, longitude, strict=True)
    velocity = np.vstack([ic.earth.enu_vector_to_ecef([v], (lat, lon, 0.0)) for v, lat, lon in places])
    return ic.Ensemble(
        position_ecef_m=position,
        velocity_ecef_m_s=velocity,
        ballistic_coefficient_kg_m2=5e3,
        ground_m=ground_m,
        steps_max=1_000,
    )


def check_landed(bodies, world, tolerance_m):
    """Check that every body has landed where and when it started, by both ways to fly."""
    ends = bodies.ends(world=world, tolerance_m=tolerance_m)
    assert (ends["outcome"] == ic.Outcome.IMPACT).all()
    assert (ends["time_s"] == 0.0).all()
    assert np.array_equal(ends["position_ecef_m"], bodies.position_ecef_m)
    flown = ic.fly(bodies, world=world, tolerance_m=tolerance_m)
    assert (flown.outcome == ic.Outcome.IMPACT).all()
    assert (flown.table()["flight_time_s"] == 0.0).all()


@settings(max_examples=150, deadline=None)
@given(
    world=st.sampled_from(WORLDS),
    ground_m=st.sampled_from((0.0, 1.0, 500.0, 3_000.0, 8_000.0)) | st.floats(-400.0, 20_000.0),
    seed=st.integers(0, 2**32 - 1),
    moves=st.sampled_from(MOVES_M_S),
    tolerance_m=st.sampled_from((1e-9, 1e-4, 1e-2, 1.0, 100.0)),
)
def test_what_is_at_rest_or_moves_down_has_landed(world, ground_m, seed, moves, tolerance_m):
    check_landed(standing(world, ground_m, np.random.default_rng(seed), *moves), world, tolerance_m)


@pytest.mark.parametrize("side", [-1.0, 1.0])
@pytest.mark.parametrize("world", [WORLDS[0], WORLDS[8]], ids=["ellipsoid", "sphere"])
def test_rounding_to_either_side_of_the_ground_does_not_matter(world, side):
    bodies = standing(world, 0.0, np.random.default_rng(4), 0.0, 0.0)
    # By some units in the last place of the distance from the centre.
    position = bodies.position_ecef_m * (1.0 + side * 1e-15)
    moved = ic.Ensemble(
        position_ecef_m=position, velocity_ecef_m_s=np.zeros((ROWS, 3)), ballistic_coefficient_kg_m2=5e3
    )
    check_landed(moved, world, 1e-4)


@pytest.mark.parametrize("ground_m", [-400.0, -28.0, 0.0, 1.0, 3_000.0])
@pytest.mark.parametrize("up_m_s", [1e-3, 0.1, 5.0])
def test_a_hop_lasts_as_long_from_every_ground(ground_m, up_m_s):
    places = np.column_stack([np.linspace(-1.5, 1.5, ROWS), np.full(ROWS, 0.3), np.full(ROWS, ground_m)])
    velocity = [ic.earth.enu_vector_to_ecef([[0.0, 0.0, up_m_s]], tuple(place))[0] for place in places]
    hop = ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*places.T),
        velocity_ecef_m_s=velocity,
        ballistic_coefficient_kg_m2=5e3,
        ground_m=ground_m,
    )
    for tolerance_m in (1e-4, 1.0):
        ends = hop.ends(tolerance_m=tolerance_m)
        assert (ends["outcome"] == ic.Outcome.IMPACT).all()
        # Up and back takes 2 v/g, g within 0.4 % of 9.80 m/s^2; 1 mm/s rises to 5e-8 m, where altitude has 1e-9 m.
        assert ends["time_s"] == pytest.approx(2.0 * up_m_s / 9.80, rel=0.02)


def test_a_row_that_ends_on_the_way_says_why():
    up = ic.Ensemble(
        position_ecef_m=[[6.4e6, 0.0, 0.0]] * 2,
        velocity_ecef_m_s=[[500.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
        ballistic_coefficient_kg_m2=5e3,
        steps_max=2,
    )
    flown = ic.fly(up)
    assert (flown.outcome == ic.Outcome.STEP_LIMIT).all()
    assert "the largest number of steps allowed was used up" in flown.fault(1)
    with pytest.raises(ic.UnreachableError, match="largest number of steps"):
        flown.check()
    short = ic.Ensemble(
        position_ecef_m=[[6.4e6, 0.0, 0.0]],
        velocity_ecef_m_s=[[500.0, 0.0, 0.0]],
        ballistic_coefficient_kg_m2=5e3,
        duration_max_s=3.0,
    )
    late = ic.fly(short)
    assert late.outcome[0] == ic.Outcome.TIMEOUT
    assert late.fault(0).startswith(
        "the longest flight allowed was over 3.000 s after its launch, at an altitude of 23"
    )
