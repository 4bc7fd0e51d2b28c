"""Laws of motion: what keeps its value without air, what drag does, and that a path has no gaps."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.testing import drone_routes, entries_with_drag, laws, lofted_bodies, releases_in_vacuum

REST = ic.World(sphere_radius_m=6_371_000.0, j2=0.0, rotation_rate_rad_s=0.0, air=ic.Air(0.0))
# Shares of GM/r, 6e7 J/kg: 1e-11 is 0.6 mJ/kg, that of 0.1 um/s at 6 km/s. A step may be off by a tenth of the
# tolerance in m/s, and a flight has some fifty.
DRIFT = 1e-11
TOLERANCE_M = 1e-8


def came_down(trajectories):
    return trajectories.outcome[0] == ic.Outcome.IMPACT


@given(releases_in_vacuum())
def test_jacobi_integral_keeps_its_value(body):
    flight = body.fly(tolerance_m=TOLERANCE_M)
    assert came_down(flight)
    for states in laws.flights(flight):
        laws.assert_jacobi_constant(*states, relative=DRIFT)
        laws.assert_axial_momentum_constant(*states, relative=DRIFT)


# The ground of this planet lies up to 14 km above the ellipsoid; bodies start well clear of it.
@given(releases_in_vacuum(REST).filter(lambda body: body.altitude_m > 3e4))
def test_energy_and_momentum_on_a_sphere_at_rest(body):
    flight = body.fly(tolerance_m=TOLERANCE_M)
    assert came_down(flight)
    for states in laws.flights(flight):
        laws.assert_jacobi_constant(*states, REST, relative=DRIFT)
        laws.assert_momentum_constant(*states, relative=DRIFT)


@given(entries_with_drag())
def test_drag_never_adds_energy(body):
    flight = body.fly(tolerance_m=TOLERANCE_M)
    assert came_down(flight)
    for states in laws.flights(flight):
        laws.assert_drag_never_adds_energy(*states, slack=DRIFT)


@given(lofted_bodies(), st.floats(1.01, 10.0))
def test_a_higher_ballistic_coefficient_never_shortens_the_range(body, factor):
    slender = body.with_ballistic_coefficient(body.ballistic_coefficient_kg_m2 * factor)
    ranges = [float(b.fly().table()["distance_km"][0]) for b in (body, slender)]
    assert ranges[1] >= ranges[0] - 1e-6


@given(entries_with_drag())
def test_a_fall_has_no_gaps(body):
    for states in laws.around_knots(body.fly()):
        laws.assert_continuous(*states)


@given(drone_routes(count_max=3))
def test_a_route_has_no_gaps(scenario):
    trajectories = ic.fly(ic.compile_plan(scenario), threads=1)
    trajectories.check()
    for states in laws.around_knots(trajectories):
        laws.assert_continuous(*states)


@given(releases_in_vacuum(), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_state_taken_up_again_goes_on_the_same_way(body, share, later):
    whole = body.fly(tolerance_m=TOLERANCE_M)
    end = float(whole.table()["flight_time_s"][0])
    # The last second is left out: a restart there may begin below the ground by the tolerance.
    start = share * max(end - 1.0, 0.0)
    position, velocity = whole.sample(0, start)
    rest = ic.fly(
        ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=1e9),
        world=body.world,
        tolerance_m=1e-6,
    )
    after = later * (end - 1.0 - start) if end > start + 1.0 else 0.0
    expected, found = whole.sample(0, start + after)[0], rest.sample(0, after)[0]
    assert np.linalg.norm(found - expected) < 1e-2
