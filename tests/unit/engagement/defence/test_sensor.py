"""What sensors see, through the public classes, against figures worked out here from the textbook formulas."""

import math

import numpy as np
import pytest

import intercept as ic

SPEED = 200.0
A_M = 6378137.0
# A sensor on the equator; the flight comes along the equator from the west, straight over it.
HERE = (0.0, -2.18)
START_M = 300e3


def flown(altitude_m):
    west, east = HERE[1] - START_M / A_M, HERE[1] + 50e3 / A_M
    route = ic.flights.RouteFlight([(0.0, west, altitude_m), (0.0, east, altitude_m)], SPEED)
    return ic.fly(route)


def seen(altitude_m, sigma_m2=1.0, **fields):
    """Return the one row of sensor tracks, and the distance along the ground at which it was first detected."""
    radar = {} if "range_m" in fields else {"range_for_1_m2_m": 1e6, "instrumented_range_m": 1e6}
    sensor = ic.Sensor(**{"position": HERE, "height_m": 20.0, **radar, **fields})
    unit = ic.FireUnit(
        position=HERE, interceptor=ic.Interceptor(constant_speed_m_s=800.0), slant_range_max_m=2e4, altitude_max_m=2e4
    )
    windows = ic.engagement_windows(flown(altitude_m), ic.Defence([sensor], [unit]), radar_cross_section_m2=sigma_m2)
    row = next(windows.sensor_tracks().records())
    return row, START_M - ground_m(row["first_detection_s"], altitude_m)


def ground_m(time_s, altitude_m):
    """Return how far it has come over the ground: speed is that at height, on a circle."""
    return SPEED * time_s * A_M / (A_M + altitude_m)


def horizon_m(h1, h2, k):
    """Return the arc between mast and target tangent to a sphere of radius k a."""
    effective = k * A_M
    return effective * sum(math.acos(effective / (effective + h)) for h in (h1, h2))


@pytest.mark.parametrize(
    ("mast", "height", "k"), [(20.0, 100.0, 4 / 3), (5.0, 100.0, 4 / 3), (20.0, 300.0, 1.0), (50.0, 50.0, 1.6)]
)
def test_a_low_flyer_comes_up_at_the_radar_horizon(mast, height, k):
    _, distance = seen(height, height_m=mast, effective_earth_factor=k)
    # The sphere about the ellipsoid here has the radius of the equator within half a per cent.
    assert distance == pytest.approx(horizon_m(mast, height, k), rel=5e-3)


@pytest.mark.parametrize("sigma", [0.01, 0.5, 4.0])
def test_detection_range_goes_with_the_fourth_root(sigma):
    _, distance = seen(10e3, sigma, height_m=5e3, range_for_1_m2_m=100e3)
    # Slant range from the mast, 5 km below, over the chord of a circle.
    slant = 100e3 * sigma**0.25
    one, two = A_M + 5e3, A_M + 10e3
    arc = A_M * math.acos((one**2 + two**2 - slant**2) / (2.0 * one * two))
    assert distance == pytest.approx(arc, rel=1e-5)


def test_instrumented_range_is_a_limit():
    _, distance = seen(10e3, 1e4, height_m=10e3, range_for_1_m2_m=100e3, instrumented_range_m=150e3)
    # At the mast's own height the slant range is the chord.
    arc = A_M * 2.0 * math.asin(150e3 / (2.0 * (A_M + 10e3)))
    assert distance == pytest.approx(arc, rel=1e-5)


def test_sound_comes_late():
    light, _ = seen(1e3, range_m=5e3)
    sound, _ = seen(1e3, range_m=5e3, signal_speed_m_s=340.0)
    assert sound["first_detection_s"] - light["first_detection_s"] == pytest.approx(5e3 / 340.0, abs=2e-4)


def test_a_track_takes_its_scans_and_its_delays():
    entry, _ = seen(8e3, height_m=10e3, range_for_1_m2_m=50e3)
    row, _ = seen(
        8e3,
        height_m=10e3,
        range_for_1_m2_m=50e3,
        scan_period_s=4.0,
        track_hits=3,
        track_scans=5,
        track_delay_s=2.5,
        handover_delay_s=1.5,
    )
    assert row["first_detection_s"] - entry["first_detection_s"] == pytest.approx(4.0, abs=1e-4)
    assert row["track_begin_s"] - entry["first_detection_s"] == pytest.approx(3 * 4.0 + 2.5 + 1.5, abs=1e-4)


def test_detection_by_chance_is_swerlings_first_case():
    period, false_alarm, required, reference = 10.0, 1e-6, 0.9, 0.5
    chance = {
        "single_scan_probability": reference,
        "false_alarm_probability": false_alarm,
        "required_probability": required,
    }
    limits = {"height_m": 10e3, "range_for_1_m2_m": 100e3, "instrumented_range_m": 200e3}
    entry, _ = seen(10e3, **{**limits, "range_for_1_m2_m": 1e6})
    row, _ = seen(10e3, **limits, **chance, scan_period_s=period)
    snr_1 = math.log(false_alarm) / math.log(reference) - 1.0
    # Scans fall at multiples of the period since the launch.
    missed, time_s = 1.0, period * math.floor(entry["first_detection_s"] / period)
    while 1.0 - missed < required:
        time_s += period
        arc = (START_M - ground_m(time_s, 10e3)) / A_M
        slant = 2.0 * (A_M + 10e3) * math.sin(0.5 * arc)
        missed *= 1.0 - false_alarm ** (1.0 / (1.0 + snr_1 * (100e3 / slant) ** 4))
    assert row["first_detection_s"] == pytest.approx(time_s, abs=1e-3)


def test_a_circling_sensor_sees_when_it_is_near():
    # A drone that circles at one place 60 km east of the centre of an orbit of 40 km: near once a round.
    there = HERE[1] + 60e3 / A_M
    loiter = ic.flights.Loiter(1, duration_s=7_000.0)
    route = ic.flights.RouteFlight(
        [(0.0, there - 0.002, 3e3), (0.0, there, 3e3), (0.0, there + 0.002, 3e3)], 30.0, loiters=[loiter]
    )
    sensor = ic.Sensor(position=HERE, height_m=9e3, range_m=35e3, orbit_radius_m=40e3, orbit_speed_m_s=150.0)
    defence = ic.Defence(
        [sensor],
        [
            ic.FireUnit(
                position=HERE,
                interceptor=ic.Interceptor(constant_speed_m_s=800.0),
                slant_range_max_m=2e4,
                altitude_max_m=2e4,
            )
        ],
    )
    windows = ic.engagement_windows(ic.fly(route), defence)
    counts, begin, _ = windows.tracking.sensor_coverage
    assert counts[0, 0] >= 4
    # A round takes 2 pi r / v; before and after its loiter the drone is on its way.
    assert np.diff(begin)[1:-1] == pytest.approx(2.0 * math.pi * 40e3 / 150.0, rel=2e-3)
