"""Symmetries of motion: time runs back, the axis of the Earth has no first meridian, and north is like south."""

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.testing import entries_with_drag, releases_in_vacuum
from intercept.testing.laws import ROTATION_RATE_RAD_S

TOLERANCE_M = 1e-6


# The air of the tight law has no layers. Through the standard atmosphere rounding decides about steps that meet an edge
# of two layers, and the flights differ as any two of this tolerance may: by each step's error, in the speed too.
LAYERLESS = ic.World(air=ic.Air(1.225))


def bound(flight, body):
    """How far the same flight computed from another side may be (m, m/s)."""
    steps = int(flight.offsets[1]) if body.world.air is None else 1
    return TOLERANCE_M * steps * (10.0 + float(flight.table()["flight_time_s"][0]))


def layerless(body):
    return dataclasses.replace(body, world=LAYERLESS)


BODIES = st.one_of(releases_in_vacuum(), entries_with_drag(), entries_with_drag().map(layerless))


def release(position, velocity, body, world=None, **limits):
    moved = ic.Ensemble(
        position_ecef_m=position,
        velocity_ecef_m_s=velocity,
        ballistic_coefficient_kg_m2=body.ballistic_coefficient_kg_m2,
        **limits,
    )
    return ic.fly(moved, world=world or body.world, tolerance_m=TOLERANCE_M, threads=1)


def turned_about_the_axis(vector, angle):
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]]) @ vector


# In axes that turn with the Earth the way back is that of reversed velocity over an Earth that turns the other way.
@given(releases_in_vacuum().filter(lambda body: body.speed_m_s > 100.0), st.floats(0.1, 0.9))
def test_time_runs_back_in_vacuum(body, share):
    there = body.fly(tolerance_m=TOLERANCE_M)
    duration = share * float(there.table()["flight_time_s"][0])
    position, velocity = (vector[0] for vector in there.sample(0, duration))
    # Dense output is off by less than the tolerance of a step: begin where a flight of that duration really ends.
    out = release(body.position_ecef_m, body.velocity_ecef_m_s, body, duration_max_s=duration)
    assert out.outcome[0] == ic.Outcome.TIMEOUT
    end, moving = (vector[0] for vector in out.sample(0, duration))
    assert np.linalg.norm(end - position) < 1e-4
    assert np.linalg.norm(moving - velocity) < 1e-4
    backwards = dataclasses.replace(body.world, rotation_rate_rad_s=-ROTATION_RATE_RAD_S)
    back = release(end, -moving, body, world=backwards, duration_max_s=duration)
    again, reversed_m_s = (vector[0] for vector in back.sample(0, duration))
    # A tolerance of 1 um a step, some hundred steps, and speed errors that work for the whole duration.
    assert np.linalg.norm(again - body.position_ecef_m) < 1e-5 * (10.0 + duration)
    assert np.linalg.norm(reversed_m_s + body.velocity_ecef_m_s) < 1e-4


@given(BODIES, st.floats(-np.pi, np.pi))
def test_no_meridian_is_the_first(body, angle):
    here = body.fly()
    there = release(
        turned_about_the_axis(body.position_ecef_m, angle), turned_about_the_axis(body.velocity_ecef_m_s, angle), body
    )
    end = here.table()["flight_time_s"][0]
    for share in (0.3, 0.7, 0.999):
        for one, other in zip(here.sample(0, share * end), there.sample(0, share * end), strict=True):
            assert np.linalg.norm(turned_about_the_axis(one[0], angle) - other[0]) < bound(here, body)


@given(BODIES)
def test_south_is_the_mirror_of_north(body):
    mirror = np.array([1.0, 1.0, -1.0])
    north, south = body.fly(), release(mirror * body.position_ecef_m, mirror * body.velocity_ecef_m_s, body)
    end = north.table()["flight_time_s"][0]
    for one, other in zip(north.sample(0, 0.999 * end), south.sample(0, 0.999 * end), strict=True):
        assert np.linalg.norm(mirror * one[0] - other[0]) < bound(north, body)
