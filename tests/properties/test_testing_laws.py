"""The strategies and laws of `intercept.testing` for other people: worlds, winds, defences, the two-body problem."""

import dataclasses

import numpy as np
from hypothesis import given

import intercept as ic
from intercept.testing import defences, laws, releases_in_vacuum, winds, worlds
from intercept.testing.checks import CENTRAL
from intercept.testing.kepler import two_body

TRACK = ic.fly(ic.Flight.of_class("subsonic_cruise", range_m=100e3, launch_point=(-0.785, -2.20)), threads=1)


@given(releases_in_vacuum(CENTRAL))
def test_the_engine_flies_the_ellipse_of_the_closed_form(body):
    flown = body.fly(tolerance_m=1e-8)
    times = np.linspace(0.0, float(flown.table()["flight_time_s"][0]), 50)
    exact, moving = two_body(body.position_ecef_m, body.velocity_ecef_m_s, times, laws.GM_M3_S2)
    position, velocity = flown.sample(0, times)
    # The tolerance of a hundred steps, in position and in velocity over half an hour.
    assert np.linalg.norm(position - exact, axis=1).max() < 1e-3
    assert np.linalg.norm(velocity - moving, axis=1).max() < 1e-5


@given(releases_in_vacuum(), worlds())
def test_energy_never_rises_over_any_world_whose_air_is_still(body, world):
    still = dataclasses.replace(body, world=dataclasses.replace(world, wind=None))
    for states in laws.flights(still.fly(tolerance_m=1e-6)):
        laws.assert_drag_never_adds_energy(*states, still.world, slack=1e-9)
        if not still.has_air:
            laws.assert_jacobi_constant(*states, still.world, relative=1e-9)
            laws.assert_axial_momentum_constant(*states, still.world, relative=1e-9)


@given(winds(), releases_in_vacuum())
def test_a_body_dropped_into_a_wind_is_blown_no_faster_than_it(wind, body):
    place = ic.earth.geodetic_to_ecef(body.latitude_rad, body.longitude_rad, 500.0)
    world = ic.World(wind=wind)
    heights = np.linspace(0.0, 500.0, 101)[:, None]
    fastest = np.linalg.norm(world.wind_at(place - heights * place / np.linalg.norm(place)), axis=1).max()
    light = ic.Ensemble(position_ecef_m=place, velocity_ecef_m_s=np.zeros((1, 3)), ballistic_coefficient_kg_m2=5.0)
    fall = ic.fly(light, world=world, threads=1).table()
    # Coriolis turns a fall of half a kilometre by less than a metre; a level of the wind may lie between those read.
    assert 1e3 * fall["distance_km"][0] <= 1.05 * fastest * fall["flight_time_s"][0] + 5.0


@given(defences())
def test_windows_of_any_defence_are_in_order(defence):
    windows = ic.engagement_windows(TRACK, defence, threat_class="subsonic_cruise", threads=1)
    assert windows.reasons.shape == (1, len(defence.fire_units))
    assert (windows.launch_s < windows.intercept_s).all()
    assert (np.diff(windows.launch_s, axis=1) >= 0.0).all()
    assert (windows.intercept_s <= windows.arrival_s[0] + 1e-3).all()
