"""Flights whose launch is solved for, made of the rows of numbers that `rows` names."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from intercept.earth.air import us76
from intercept.flight.kinds.glide import GlideFlight
from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight

Array = npt.NDArray[np.float64]

DESTINATION = ("destination_latitude_rad", "destination_longitude_rad", "destination_altitude_m")


def glide(numbers: Mapping[str, float]) -> GlideFlight:
    """Return the flight of a row of GLIDE_COLUMNS: damped, without bank, from its least speed upwards."""
    return GlideFlight(
        numbers["launch_latitude_rad"],
        numbers["launch_longitude_rad"],
        azimuth_rad=0.0,
        speed_m_s=numbers["speed_min_m_s"],
        ballistic_coefficient_kg_m2=numbers["ballistic_coefficient_kg_m2"],
        lift_to_drag=numbers["lift_to_drag"],
        lateral_acceleration_max_m_s2=numbers["lateral_acceleration_m_s2"],
        destination=[numbers[name] for name in DESTINATION],
        speed_max_m_s=numbers["speed_max_m_s"],
        dive_altitude_m=numbers["dive_altitude_m"],
        dive_angle_rad=numbers["dive_angle_rad"],
    )


def hypersonic_cruises(rows: Array) -> list[HypersonicCruiseFlight]:
    """Return the flights of rows of HYPERSONIC_CRUISE_COLUMNS, with the default booster and fuel."""
    # Above 86 km the standard has no speed of sound; no cruise is that high.
    sound_m_s = us76(np.minimum(rows[:, 7], 86_000.0))["speed_of_sound_m_s"]
    flights = []
    for launch_point, destination, sound, values in zip(
        rows[:, :3].tolist(), rows[:, 3:6].tolist(), sound_m_s.tolist(), rows[:, 6:].tolist(), strict=True
    ):
        speed, altitude, lift_to_drag, ballistic_coefficient, lateral, dive_angle, terminal_speed = values
        flights.append(
            HypersonicCruiseFlight(
                launch_point,
                destination,
                mach=speed / sound,
                cruise_altitude_m=altitude,
                lift_to_drag=lift_to_drag,
                ballistic_coefficient_kg_m2=ballistic_coefficient,
                lateral_acceleration_max_m_s2=lateral,
                dive_angle_rad=dive_angle,
                terminal_speed_m_s=terminal_speed,
            )
        )
    return flights
