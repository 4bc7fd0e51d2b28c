"""The wind and the terrain of a scenario, read or made; files outside it are those that it names by their hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.arguments import shown
from intercept.base.files import sha256_of
from intercept.earth.terrain import Terrain
from intercept.earth.wind import Wind
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.scenario.notional_terrain import generated

if TYPE_CHECKING:
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.model.surroundings import TerrainFile, WindFile, WindProfile

KEYS = ("theatre.terrain", "theatre.wind")


@dataclass(frozen=True)
class OutsideFile:
    """A file that a scenario names: the table that names it, its name there, and its hash."""

    key: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Surroundings:
    """The ground (None: the bare ellipsoid) and the wind (None: still air) of a theatre, and the files they are in."""

    terrain: Terrain | None = field(default=None, repr=False)
    wind: Wind | None = field(default=None, repr=False)
    files: tuple[OutsideFile, ...] = ()

    def told(self) -> tuple[str, ...]:
        """Say in a sentence each what the ground and the wind are; nothing where there are none."""
        said = []
        if self.terrain is not None:
            low, high = self.terrain.extremes_m
            said.append(f"Ground: {self._source(KEYS[0], 'notional hills')}, {low:,.0f} to {high:,.0f} m high.")
        if self.wind is not None:
            low, _, high = self.wind.speeds_m_s
            said.append(f"Wind: {self._source(KEYS[1], 'a profile over altitude')}, {low:.3g} to {high:.3g} m/s.")
        return tuple(said)

    def _source(self, key: str, stated: str) -> str:
        return next((f"the file {file.file}" for file in self.files if file.key == key), stated)


def surroundings(scenario: Scenario) -> Surroundings:
    """Return the ground and the wind of a scenario.

    Raises
    ------
    ScenarioError
        A file cannot be read, is not the one of its `sha256`, or does not hold what is wanted; the message of a missing
        `sha256` tells the hash to write.
    MissingExtraError
        The package that reads the file is not installed.
    """
    theatre, problems = scenario.theatre, []
    made: dict[str, Any] = {}
    files: list[OutsideFile] = []
    for key, part in zip(KEYS, (theatre.terrain, theatre.wind), strict=True):
        try:
            if part is None:
                continue
            if part.kind == "file":
                path = scenario.folder / part.file
                files.append(OutsideFile(key, part.file, checked_hash(key, path, part.sha256)))
                made[key] = _terrain(path, part) if key == KEYS[0] else _wind(path, part)  # type: ignore[arg-type]
            else:
                made[key] = generated(part, theatre.frame) if part.kind == "generated" else _profile(part)
        except InvalidParameterError as error:
            problems.append(f"{key}: {error}")
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return Surroundings(made.get(KEYS[0]), made.get(KEYS[1]), tuple(files))


def checked_hash(key: str, path: Path, expected: str | None) -> str:
    """Return the hash of a file, if it is the one expected."""
    found = sha256_of("file", path)
    if expected is None:
        raise ScenarioError(f'{key}.sha256 is missing: write sha256 = "{found}", that of {path} as it is now')
    if found != expected:
        raise ScenarioError(
            f'{key}.sha256 = "{expected}" is not that of {path}, which is "{found}": the file is another than the one'
            " that the scenario was written for"
        )
    return found


def _terrain(path: Path, part: TerrainFile) -> Terrain:
    return Terrain.from_geotiff(path, band=part.band, nodata_m=part.nodata_m, beyond_m=part.sea_level_m).raised(
        part.sea_level_m
    )


def _wind(path: Path, part: WindFile) -> Wind:
    if path.suffix.lower() != ".csv":
        return Wind.from_netcdf(path, time=part.time)
    if part.time is not None:
        raise InvalidParameterError(f"time = {shown(part.time)} is not allowed: must be left out for a sounding (.csv)")
    return Wind.from_csv(path)


def _profile(part: WindProfile) -> Wind:
    if part.direction_from_deg is not None and part.speed_m_s is not None:
        return Wind.from_direction(np.radians(part.direction_from_deg), part.speed_m_s, part.altitude_m)
    return Wind.profile(part.altitude_m, part.east_m_s or (), part.north_m_s or ())
