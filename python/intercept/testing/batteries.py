"""Defences around a place: radars of the catalogue and fire units with limits of many kinds."""

from __future__ import annotations

import math

from intercept.earth.geodesics import geodesic_direct
from intercept.engagement.defence.defence import Defence
from intercept.engagement.defence.fire_unit import FireUnit
from intercept.engagement.defence.sensor import Sensor
from intercept.testing._hypothesis import st
from intercept.testing.places import Place

RADARS = ("surveillance_radar", "gap_filler_radar")
UNITS = ("mobile_fire_group", "short_range_sam", "medium_range_sam", "long_range_sam", "terminal_hit_to_kill")
RADIUS_M = 20e3


@st.composite
def _near(draw: st.DrawFn, middle: Place) -> Place:
    distance, bearing = draw(st.floats(0.0, RADIUS_M)), draw(st.floats(-math.pi, math.pi))
    latitude, longitude, _ = geodesic_direct(*middle, azimuth_rad=bearing, distance_m=distance)
    return float(latitude[0]), float(longitude[0])


@st.composite
def _sensor(draw: st.DrawFn, middle: Place) -> Sensor:
    sector = draw(st.one_of(st.just(math.pi), st.floats(0.3, math.pi)))
    return Sensor.of_class(
        draw(st.sampled_from(RADARS)),
        position=draw(_near(middle)),
        azimuth_centre_rad=draw(st.floats(-math.pi, math.pi)),
        azimuth_half_width_rad=sector,
    )


@st.composite
def _unit(draw: st.DrawFn, middle: Place) -> FireUnit:
    return FireUnit.of_class(
        draw(st.sampled_from(UNITS)),
        position=draw(_near(middle)),
        reaction_time_s=draw(st.floats(0.0, 60.0)),
        assess_time_s=draw(st.floats(0.0, 30.0)),
        azimuth_half_width_rad=draw(st.one_of(st.just(math.pi), st.floats(0.3, math.pi))),
        crossing_angle_max_rad=draw(st.one_of(st.just(math.pi), st.floats(0.5, math.pi))),
        illumination_s=draw(st.sampled_from((0.0, 5.0, math.inf))),
    )


def defences(middle: Place = (-0.785, -2.18), units_max: int = 4) -> st.SearchStrategy[Defence]:
    """One to three radars and one to `units_max` fire units within 20 km of a place (latitude and longitude, rad).

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import defences
    >>> find(defences(), lambda defence: True)
    <Defence: 1 sensor, 1 fire unit, 0 s for a decision>
    """
    sensors = st.lists(_sensor(middle), min_size=1, max_size=3)
    units = st.lists(_unit(middle), min_size=1, max_size=units_max)
    return st.builds(Defence, sensors, units, decision_time_s=st.floats(0.0, 30.0))
