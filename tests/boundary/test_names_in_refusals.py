"""What a flight is refused for has the name under which it was given, whatever the field and the kind of flight."""

import dataclasses
import math

import pytest

import intercept as ic
from intercept import flights
from intercept.errors import InterceptError

HERE, THERE = (-0.785, -2.18, 0.0), (-0.735, -2.10, 0.0)
GLIDE = {"latitude_rad": -0.785, "longitude_rad": -2.6, "azimuth_rad": 1.5, "speed_m_s": 4000.0, "lift_to_drag": 2.5}
GLIDE |= {"ballistic_coefficient_kg_m2": 8000.0}
STAGE = flights.Stage(3000.0, 500.0, 60.0, specific_impulse_sea_level_s=230.0, specific_impulse_vacuum_s=255.0)
VEHICLE = flights.Vehicle([STAGE], 500.0, flights.Aerodynamics.ballistic_coefficient(5000.0))
BOOSTED = {"vehicle": VEHICLE, "launch_point": HERE, "azimuth_rad": 0.3, "steering": flights.GravityTurn(0.05)}
KINDS = {
    "boosted": (flights.BoostedFlight, BOOSTED),
    "depressed": (flights.DepressedFlight, {"launch_point": HERE, "destination": THERE, "apogee_m": 60e3}),
    "glide": (flights.GlideFlight, GLIDE),
    "glide to a destination": (flights.GlideFlight, GLIDE | {"destination": (-0.72, -1.9, 200.0)}),
    "cruise": (flights.HypersonicCruiseFlight, {"launch_point": HERE, "azimuth_rad": 1.0}),
    "route": (flights.RouteFlight, {"waypoints": [HERE[:2], THERE[:2]], "speed_m_s": 250.0}),
}
# No limit is too high, and no destination's own range bounds it.
UNBOUNDED = {"heat_rate_max_w_m2", "dynamic_pressure_max_pa", "load_factor_max", "climb_rate_m_s", "descent_rate_m_s"}


def numbers():
    for name, (kind, given) in KINDS.items():
        for field in dataclasses.fields(kind):
            value = given.get(field.name, field.default)
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield pytest.param(kind, given, field.name, id=f"{name}: {field.name}")


@pytest.mark.parametrize(("kind", "given", "field"), list(numbers()))
def test_a_number_out_of_range_is_refused_by_its_name(kind, given, field):
    for bad in (math.nan, -1e9, *([] if field in UNBOUNDED else [1e12])):
        try:
            why = ic.fly(kind(**given | {field: bad})).fault(0)
        except InterceptError as error:
            why = str(error)
        assert why is not None, bad
        assert field in why, (bad, why)
