"""Bad vehicles, launches and destinations are refused by name; a bad row of a batch is an outcome."""

import math

import pytest
from refusals import NAN, refused

import intercept as ic
from intercept import flights

BETA = flights.Aerodynamics.ballistic_coefficient(5000.0)
PLACE, AIM = (-0.785, -2.18, 0.0), (-0.735, -2.18, 0.0)


def stage(**changes):
    values = {"propellant_mass_kg": 3000.0, "dry_mass_kg": 400.0, "burn_time_s": 50.0}
    return flights.Stage(**{**values, **changes})


def vehicle(**changes):
    return flights.Vehicle([stage(**changes)], 500.0, BETA)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"propellant_mass_kg": -1.0}, ("propellant_mass_kg = -1", "must be from 0")),
        ({"dry_mass_kg": NAN}, ("dry_mass_kg = NaN",)),
        ({"burn_time_s": 0.0}, ("burn_time_s = 0", "0.01")),
        ({"burn_time_s": math.inf}, ("thrust_curve",)),
        ({"specific_impulse_vacuum_s": 100.0}, ("specific_impulse_vacuum_s = 100",)),
        ({"burn_time_s": None}, ("burn_time_s = None", "one of them")),
        ({"burn_time_s": None, "thrust_curve": [(0.0, 1.0), (5.0, NAN)]}, ("thrust_curve", "finite")),
        ({"coast_s": -1.0}, ("coast_s = -1",)),
    ],
)
def test_bad_stages(changes, words):
    refused(lambda: vehicle(**changes), *words)


def test_bad_vehicles_and_bodies():
    refused(lambda: flights.Vehicle([], 500.0, BETA), "stages", "0 stages")
    refused(lambda: flights.Vehicle([stage()] * 11, 500.0, BETA), "stages", "11 stages")
    refused(lambda: flights.Vehicle([stage()], -5.0, BETA), "payload_mass_kg = -5")
    refused(lambda: flights.Aerodynamics.ballistic_coefficient(NAN), "ballistic_coefficient_kg_m2 = NaN")
    refused(lambda: flights.Aerodynamics.table(0.5, []), "drag", "0 points")
    refused(
        lambda: flights.Aerodynamics.table(0.5, [(1.0, 0.2), (0.5, 0.3), (0.7, 0.3)]),
        "drag",
        "all rising or all falling",
    )
    refused(lambda: flights.Aerodynamics.table(0.5, "abc"), "drag")
    refused(lambda: flights.Aerodynamics.table(-0.5, [(0.0, 0.2)]), "reference_area_m2 = -0.5")
    refused(flights.Aerodynamics, "ballistic_coefficient_kg_m2", "one of them")
    refused(lambda: flights.Aerodynamics.published("g99", 0.5), "g99", "sphere")
    refused(lambda: flights.Aerodynamics.table(0.5, [(0.0, 0.2)], between="cubic"), "between", "monotone_cubic")


def test_a_bad_row_of_a_batch_is_an_outcome():
    good = flights.BoostedFlight(vehicle(), PLACE, 1.0, flights.GravityTurn(0.1))
    bad = [
        flights.BoostedFlight(vehicle(), PLACE, NAN, flights.GravityTurn(0.1)),
        flights.BoostedFlight(vehicle(burn_time_s=5000.0), PLACE, 1.0, flights.GravityTurn(0.1)),
    ]
    core = flights.BoostedFlight.fly_many([good, *bad], world=ic.World(), tolerance_m=1e-4, threads=1)
    batch = ic.Trajectories(core)
    assert list(batch.outcome) == [ic.Outcome.IMPACT] + 2 * [ic.Outcome.INVALID]
    words = ["azimuth_rad = NaN", "thrust at launch"]
    assert all(word in (batch.fault(i + 1) or "") for i, word in enumerate(words))


@pytest.mark.parametrize(
    ("steering", "azimuth_rad", "words"),
    [
        (flights.GravityTurn(9.0), 1.0, "kick_rad = 9 is not allowed: must be from 0 to 1.57"),
        (flights.GravityTurn(NAN), 1.0, "kick_rad = NaN"),
        (flights.GravityTurn(0.1, vertical_rise_s=-1.0), 1.0, "vertical_rise_s = -1"),
        (flights.PitchProgramme([(0.0, 9.0), (10.0, 1.0)]), 1.0, "pitch_rad = 9"),
        (flights.GravityTurn(0.1), 99.0, "azimuth_rad = 99"),
    ],
)
def test_a_value_out_of_range_takes_one_row_and_no_other(steering, azimuth_rad, words):
    good = flights.BoostedFlight(vehicle(), PLACE, 1.0, flights.GravityTurn(0.1))
    batch = ic.fly([good, flights.BoostedFlight(vehicle(), PLACE, azimuth_rad, steering), good])
    assert list(batch.outcome) == [ic.Outcome.IMPACT, ic.Outcome.INVALID, ic.Outcome.IMPACT]
    assert batch.fault(1).startswith(words)


def glide(**options):
    return flights.GlideFlight(*PLACE[:2], 1.0, 3000.0, 1e4, 2.5, **options)


def test_a_glide_begins_above_its_ground():
    low = [glide(altitude_m=-10.0), glide(altitude_m=-431.0, destination=(-0.7, -2.1, -430.0))]
    batch = ic.fly(low)
    assert list(batch.outcome) == 2 * [ic.Outcome.INVALID]
    assert [batch.fault(row) for row in (0, 1)] == [
        "altitude_m = -10 is not allowed: must be from 0 to 500000",
        "altitude_m = -431 is not allowed: must be from -430 to 500000",
    ]
    # Down there it glides, if not far.
    assert ic.fly(glide(altitude_m=-10.0, destination=(-0.7, -2.1, -430.0))).outcome[0] == ic.Outcome.UNREACHABLE


@pytest.mark.parametrize("land", [True, False])
def test_a_glide_to_its_own_start_is_told_the_distances_allowed(land):
    flown = ic.fly(glide(destination=PLACE, land=land))
    assert flown.fault(0) == "distance to the destination in m = 0 is not allowed: must be from 1000 to 15000000"


def test_a_programme_out_of_order_is_refused_as_it_is_made():
    refused(lambda: flights.PitchProgramme([(0.0, 1.0), (10.0, 1.0), (5.0, 1.0)]), "pitch_programme", "all rising")


def test_a_depressed_flight_out_of_reach_is_an_outcome():
    sent = [
        flights.DepressedFlight(PLACE, (latitude, -2.18, 0.0), apogee_m=apogee_m, mass_ratio_max=1.5)
        for latitude, apogee_m in ((-0.635, 10e3), (-0.635, 60e3), (-0.784, 60e3), (-0.635, NAN))
    ]
    batch = ic.fly(sent)
    assert list(batch.outcome) == 2 * [ic.Outcome.UNREACHABLE] + 2 * [ic.Outcome.INVALID]
    assert "out of reach" in batch.fault(0)
    assert "out of reach" in batch.fault(1)
    # Near enough, but it does not rise so high.
    assert "apogee_m = 60000 is not allowed: must be at most" in batch.fault(2)


def test_what_a_vehicle_cannot_use_is_refused_by_name():
    pull_up = flights.BoostedFlight(
        vehicle(), PLACE, 1.0, flights.GravityTurn(0.1), pull_up=flights.PullUp(30e3, 100.0, 800.0)
    )
    depressed = [
        flights.DepressedFlight(PLACE, AIM, 60e3, **own) for own in ({"weave_period_s": -3.0}, {"stages": 1.5})
    ]
    batch = ic.fly([pull_up, *depressed])
    assert list(batch.outcome) == 3 * [ic.Outcome.INVALID]
    assert "the body has no lift" in batch.fault(0)
    assert "weave_period_s = -3" in batch.fault(1)
    assert "stages = 1.5 is not allowed: must be a whole number from 1 to 5" in batch.fault(2)


def test_a_flight_that_is_no_flight_is_refused_by_name():
    def fly(flight):
        return type(flight).fly_many([flight], world=ic.World(), tolerance_m=1e-4, threads=1)

    refused(
        lambda: fly(flights.DepressedFlight((-0.785,), AIM, apogee_m=5e4)), "launch_point of 1 number", "altitude_m"
    )
    refused(lambda: fly(flights.DepressedFlight(PLACE, AIM, apogee_m="high")), 'apogee_m = "high"')
    refused(lambda: fly(flights.BoostedFlight(vehicle(), PLACE, None, flights.GravityTurn(0.1))), "azimuth_rad = None")
    refused(lambda: fly(flights.BoostedFlight(vehicle(), PLACE, 1.0, flights.PitchProgramme([]))), "0 points")
    refused(lambda: fly(flights.BoostedFlight(vehicle(), PLACE, 1.0, None)), "steering = None", "flights.GravityTurn")
    refused(lambda: fly(flights.BoostedFlight(3, PLACE, 1.0, flights.GravityTurn(0.1))), "vehicle = 3")
    refused(
        lambda: fly(flights.BoostedFlight(vehicle(), PLACE, 1.0, flights.GravityTurn(0.1), pull_up=3)),
        "pull_up = 3",
    )
    refused(lambda: flights.Stage(NAN, 5.0, 6.0), "propellant_mass_kg = NaN")
    refused(lambda: flights.Vehicle([3], 5.0, BETA), "stages[0] = 3")
