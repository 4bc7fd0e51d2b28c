"""Flights that are sent to a place end there: every kind, at any range, heading and latitude, and led or not."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept import flights
from intercept.catalogue.catalogue import Catalogue
from intercept.flight.class_rows import reach

# What docs/models promises of every flight whose launch is solved for (m), and of a terminal speed (m/s).
END_M, SPEED_M_S = 1.0, 0.1
# Shares of its longest range within which a class comes down wherever it is sent.
SHARES = {
    "short_range_ballistic": (0.3, 1.0),
    "medium_range_ballistic": (0.5, 1.0),
    "quasi_ballistic": (0.4, 1.0),
    "air_launched_aeroballistic": (0.4, 0.9),
    "hypersonic_cruise": (0.4, 1.0),
    "hypersonic_glide": (0.4, 0.9),
}
# Flights of each: as many as show a kind that misses now and then.
COUNT = 12


def end(flown, row):
    """Return position (m) and velocity (m/s) at the end of a row."""
    last, knots = int(flown.offsets[row + 1]) - 1, flown.knots()
    return knots["position_ecef_m"][last], knots["velocity_ecef_m_s"][last]


def off_m(flown, row, destination):
    """Return how far the end of a row is from a destination: latitude, longitude (rad), altitude (m)."""
    assert flown.outcome[row] == ic.Outcome.IMPACT, (row, flown.fault(row))
    return float(np.linalg.norm(end(flown, row)[0] - ic.earth.geodetic_to_ecef(*destination)[0]))


def of_class(name, rng):
    low, high = SHARES[name]
    _, longest_m = reach(Catalogue.load().threats[name])
    return ic.Flight.of_class(
        name,
        range_m=longest_m * rng.uniform(low, high),
        azimuth_rad=rng.uniform(-math.pi, math.pi),
        launch_point=(math.radians(rng.uniform(-65.0, 30.0)), math.radians(rng.uniform(-150.0, -130.0))),
    )


def row_of(flight):
    (row,) = (rows for rows in (flight.depressed, flight.glide, flight.hypersonic_cruise) if len(rows))
    return row[0]


@pytest.mark.parametrize("tolerance_m", [1e-4, 1e-2])
@pytest.mark.parametrize("name", SHARES)
def test_a_class_ends_where_it_is_sent(name, tolerance_m):
    rng = np.random.default_rng(20)
    sent = [of_class(name, rng) for _ in range(COUNT)]
    flown = ic.fly(sent, tolerance_m=tolerance_m)
    for i, flight in enumerate(sent):
        row = row_of(flight.flights)
        assert off_m(flown, i, row[3:6]) < END_M, (name, i)
        if name == "hypersonic_cruise":
            speed = np.linalg.norm(end(flown, i)[1])
            assert abs(speed - row[-1]) < SPEED_M_S, (i, speed, row[-1])


def kinds(rng):
    """Return a flight of every kind that takes a destination, from a place and in a direction of its own, with that."""
    place = (math.radians(rng.uniform(-60.0, 30.0)), math.radians(rng.uniform(-150.0, -130.0)))
    azimuth, ground_m = rng.uniform(-math.pi, math.pi), rng.uniform(0.0, 900.0)

    def at(distance_m):
        latitude, longitude, _ = ic.earth.geodesic_direct(*place, azimuth_rad=azimuth, distance_m=distance_m)
        return float(latitude[0]), float(longitude[0]), ground_m

    launch, far = (*place, 0.0), at(rng.uniform(1_800e3, 2_600e3))
    ballistic, cruise = at(rng.uniform(250e3, 500e3)), at(rng.uniform(400e3, 900e3))
    glide = flights.GlideFlight(
        *place,
        azimuth_rad=azimuth + rng.uniform(-0.1, 0.1),
        speed_m_s=4_500.0,
        ballistic_coefficient_kg_m2=7_000.0,
        lift_to_drag=2.6,
        destination=far,
        land=True,
        dive_angle_rad=0.8,
    )
    return [
        (flights.DepressedFlight(launch, ballistic, 90e3, lift_to_drag=0.0), ballistic),
        (flights.DepressedFlight(launch, ballistic, 50e3), ballistic),
        (flights.HypersonicCruiseFlight(launch, cruise), cruise),
        (flights.HypersonicCruiseFlight(launch, cruise, terminal_speed_m_s=1_100.0), cruise),
        (glide, far),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_every_kind_ends_where_it_is_sent(seed):
    for flight, destination in kinds(np.random.default_rng(seed)):
        assert off_m(ic.fly(flight, threads=1), 0, destination) < END_M, flight


# A flight led from one of the same class to a place 60 km away ends as close, and is the same flight: as far apart as
# two searches that stop within their miss.
@pytest.mark.parametrize("name", SHARES)
def test_a_flight_led_by_another_ends_where_it_is_sent(name):
    rng, world, tolerance_m = np.random.default_rng(21), ic.World(), 1e-2
    for _ in range(3):
        one = of_class(name, rng).flights
        row = row_of(one)
        moved = rng.uniform(-0.01, 0.01, (8, 2)) + row[3:5]
        back = ic.earth.geodesic_inverse(*row[[3, 4, 0, 1]])
        latitude, longitude, _ = ic.earth.geodesic_direct(
            *moved.T, azimuth_rad=np.full(8, back[1][0]), distance_m=np.full(8, back[0][0])
        )
        many = one.between(np.column_stack([latitude, longitude]), moved)
        lead = one.lead(world=world, tolerance_m=tolerance_m)
        assert lead is not None
        options = {"world": world, "tolerance_m": tolerance_m, "threads": 0}
        led, alone = (
            ic.Trajectories(many.fly_rows(0, 8, **options, **more), world=world) for more in ({"lead": lead}, {})
        )
        for i, place in enumerate(moved):
            assert off_m(led, i, (*place, 0.0)) < END_M
        times = alone.table()["flight_time_s"]
        assert led.table()["flight_time_s"] == pytest.approx(times, abs=0.05)
        rows, halves = np.arange(8), 0.5 * np.asarray(times, dtype=float)
        apart = np.linalg.norm(led.sample(rows, halves)[0] - alone.sample(rows, halves)[0], axis=1)
        assert apart.max() < 100.0


# What no flight reaches is refused in the same words whether one was led there or not.
def test_a_lead_does_not_change_what_is_out_of_reach():
    row = ic.Flight.of_class("quasi_ballistic", range_m=400e3).flights
    lead = row.lead(world=ic.World(), tolerance_m=1e-2)
    far = row.between(row.depressed[:, 0:2], row.depressed[:, 3:5] + [[0.0, 1.0]])
    said = [
        far.fly_rows(0, 1, world=ic.World(), tolerance_m=1e-2, threads=1, lead=each).fault(0) for each in (lead, None)
    ]
    assert "reachable distance" in said[0]
    assert said[0] == said[1]


def test_a_lead_of_another_kind_leads_nowhere():
    cruise = ic.Flight.of_class("hypersonic_cruise", range_m=600e3).flights
    glide = ic.Flight.of_class("hypersonic_glide").flights
    options = {"world": ic.World(), "tolerance_m": 1e-2}
    plain = cruise.fly_rows(0, 1, threads=1, **options)
    led = cruise.fly_rows(0, 1, threads=1, lead=glide.lead(**options), **options)
    assert np.array_equal(plain.position_ecef_m(), led.position_ecef_m())
    assert ic.Flight.of_class("subsonic_cruise").flights.lead(**options) is None
