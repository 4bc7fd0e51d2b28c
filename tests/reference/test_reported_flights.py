"""Flights that public reports describe, against flights of the class over the same distance.

The reports and their addresses are the sources of the rows of `threats.csv`; docs/classes.md says what follows from
them. Mach numbers of the reports: 340 m/s, as one of them has it in km/h, down to 295 m/s, that of sound at height.
"""

import numpy as np
import pytest

import intercept as ic

# The ends of the class's own values that no report gives.
BEST_GLIDE = {"lift_to_drag": 3.0, "ballistic_coefficient_kg_m2": 8000.0, "dive_speed_m_s": 900.0}
WORST_GLIDE = {"lift_to_drag": 2.0, "ballistic_coefficient_kg_m2": 3000.0, "dive_speed_m_s": 1200.0}


def greatest_speed_m_s(range_km, values):
    flown = ic.fly(ic.Flight.of_class("quasi_ballistic", range_m=1e3 * range_km, overrides=values))
    assert flown.outcome[0] == ic.Outcome.IMPACT, flown.fault(0)
    table = flown.table()
    assert table["apogee_km"][0] == pytest.approx(values["apogee_m"] / 1e3, abs=0.2)
    return table["speed_max_m_s"][0]


# Range and apogee in km, speed in m/s, and whether the three are of one flight.
REPORTED = [
    (110, 25, (4 * 295, 4 * 343), True),
    (380, 42, (5 * 295, 5 * 343), True),
    (450, 37, (8450 / 3.6, 8550 / 3.6), True),
    (600, 60, (5 * 295, 5 * 343), False),
]


@pytest.mark.parametrize(("range_km", "apogee_km", "speed_m_s", "together"), REPORTED)
def test_range_apogee_and_speed_of_a_report_fit_or_exclude_each_other(range_km, apogee_km, speed_m_s, together):
    apogee = {"apogee_m": 1e3 * apogee_km}
    least = greatest_speed_m_s(range_km, apogee | BEST_GLIDE)
    most = greatest_speed_m_s(range_km, apogee | WORST_GLIDE)
    assert least < greatest_speed_m_s(range_km, apogee) < most
    assert (least <= speed_m_s[1] and speed_m_s[0] <= most) == together
    if not together:
        # As docs/classes.md says: at least 275 m/s too slow.
        assert least - speed_m_s[1] > 270.0


def test_without_lift_the_reported_speeds_are_no_flight():
    without = {"apogee_m": 50e3, "lift_to_drag": 0.0}
    assert greatest_speed_m_s(500, without) > 3000.0


def test_six_minutes_over_450_km():
    flown = ic.fly(ic.Flight.of_class("short_range_ballistic", range_m=450e3)).table()
    # "About six minutes" and "about 100 km": half a minute and a tenth.
    assert flown["flight_time_s"][0] == pytest.approx(360.0, abs=30.0)
    assert flown["apogee_km"][0] == pytest.approx(100.0, rel=0.11)


def test_mach_5_over_330_km():
    flown = ic.fly(ic.Flight.of_class("short_range_ballistic", range_m=330e3))
    assert 5 * 295 <= flown.table()["speed_max_m_s"][0] <= 5 * 343


def test_a_glide_of_1400_km_in_eleven_minutes():
    flown = ic.fly(ic.Flight.of_class("hypersonic_glide", range_m=1.4e6)).table()
    # From separation on; the report's mean altitude of 60 km is above the class's glide, and so slower: within a tenth.
    assert flown["flight_time_s"][0] == pytest.approx(660.0, rel=0.1)


@pytest.mark.parametrize("name", ["short_range_ballistic", "medium_range_ballistic"])
def test_a_flight_takes_longer_than_the_ellipse_by_boost_and_braking(name):
    generic = ic.Catalogue.load().threats[name]
    for range_km in np.linspace(generic.parameters["range_km"].low, generic.parameters["range_km"].high, 5):
        flown = ic.fly(ic.Flight.of_class(name, range_m=1e3 * range_km)).table()["flight_time_s"][0]
        ellipse = ic.catalogue.formulas.minimum_energy_flight_time_s(np.asarray(range_km))
        # Half the burn, in which it gains its speed, and up to a minute to fall through the air.
        half_burn = 0.5 * generic.parameters["burn_time_s"].mode
        assert ellipse + 0.5 * half_burn < flown < ellipse + half_burn + 60.0
