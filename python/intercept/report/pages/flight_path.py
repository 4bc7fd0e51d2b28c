"""A flight as a table of its path, and the charts that are drawn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.table import Table
from intercept.base.words import spelled
from intercept.errors import InvalidParameterError
from intercept.report.look import words

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories

ROWS_MAX = 1_000_000
PLOT_POINTS = 1_500


class Chart(NamedTuple):
    """One chart: a title, and the columns of a path drawn against each other, with the titles of their axes."""

    title: str
    x: str
    y: str
    x_label: str
    y_label: str
    remark: str = ""


CHARTS = (
    Chart("Altitude", "ground_distance_km", "altitude_km", "Ground distance, km", "Altitude, km"),
    Chart("Ground track", "longitude_deg", "latitude_deg", "Longitude, degrees", "Latitude, degrees"),
    Chart("Speed", "time_s", "speed_m_s", "Time since launch, s", "Speed, m/s"),
    Chart("Mach number", "time_s", "mach", "Time since launch, s", "Mach number", ": to 86 km"),
    Chart("Load factor", "time_s", "load_factor", "Time since launch, s", "Load factor, g"),
    Chart("Stagnation heat rate", "time_s", "heat_rate_kw_m2", "Time since launch, s", "Heat rate, kW/m²"),
)


def path(trajectories: Trajectories, time_s: npt.ArrayLike, row: int = 0) -> Table:
    """Return the path of a row at times since its launch.

    Columns: time_s, latitude_deg, longitude_deg (running on across 180 degrees), altitude_km, ground_distance_km (along
    the geodesic from the launch), speed_m_s, mach, flight_path_deg, azimuth_deg, dynamic_pressure_kpa, load_factor,
    heat_rate_kw_m2.
    """
    readings = trajectories.quantities(row, time_s)
    position, _ = trajectories.sample(row, time_s)
    latitude, longitude, _ = _core.ecef_to_geodetic(position)
    start = np.ones_like(latitude)
    distance, _, _ = _core.geodesic_inverse(latitude[0] * start, longitude[0] * start, latitude, longitude)
    return Table(
        {
            "time_s": readings["time_s"],
            "latitude_deg": np.degrees(latitude),
            "longitude_deg": np.degrees(np.unwrap(longitude)),
            "altitude_km": readings["altitude_m"] / 1e3,
            "ground_distance_km": distance / 1e3,
            **{name: readings[name] for name in ("speed_m_s", "mach", "flight_path_deg", "azimuth_deg")},
            "dynamic_pressure_kpa": readings["dynamic_pressure_pa"] / 1e3,
            "load_factor": readings["load_factor"],
            "heat_rate_kw_m2": readings["heat_rate_w_m2"] / 1e3,
        }
    )


def steps(trajectories: Trajectories, step_s: float, row: int = 0) -> npt.NDArray[np.float64]:
    """Return times from the launch of a row to its end, `step_s` apart, and the end.

    Raises
    ------
    InvalidParameterError
        There would be more than a million.
    """
    end = _end(trajectories, row)
    if end / step_s > ROWS_MAX - 2:
        raise InvalidParameterError(
            f"step_s = {step_s:g} is not allowed for a flight of {end:.0f} s: must be at least {end / ROWS_MAX:.2g},"
            f" which makes {ROWS_MAX:,} rows"
        )
    return np.append(np.arange(0.0, end, step_s), end)


def plot_times(trajectories: Trajectories, row: int = 0) -> npt.NDArray[np.float64]:
    """Return times for a figure: evenly over the flight, and knots, which are dense where much happens."""
    knots = trajectories.knots()["time_s"][slice(*trajectories.offsets[row : row + 2].tolist())]
    knots = knots[:: 1 + len(knots) // PLOT_POINTS]
    end = _end(trajectories, row)
    times: npt.NDArray[np.float64] = np.unique(np.concatenate([np.linspace(0.0, end, PLOT_POINTS), knots]))
    return times


def _end(trajectories: Trajectories, row: int = 0) -> float:
    return float(trajectories.flight_time_s[row])


def known_of(trajectories: Trajectories) -> Table | None:
    """Return what is known of the threats that rows are, of flights or of samples; None where nothing is."""
    recorded = trajectories.recorded
    if recorded is None or "threat_class" not in recorded:
        return trajectories.threats
    return Table({"threat_class": recorded["threat_class"]})


def names(trajectories: Trajectories, threats: Table | None = None) -> list[str]:
    """Return what each row is called: the name of its samples, else its class, with its number among many.

    `threats` are those of a raid that the rows are taken for, whose names have numbers always: see `words.threat_name`.
    """
    if trajectories.recorded is not None:
        return [str(name) for name in trajectories.recorded["row"]]
    known = known_of(trajectories) if threats is None else threats
    if known is None:
        return [f"flight {row}" for row in range(len(trajectories))]
    if threats is None and len(known) == 1:
        return [spelled(str(known["threat_class"][0]))]
    return [words.threat_name({"threat_class": code, "threat": row}) for row, code in enumerate(known["threat_class"])]
