"""The wind and the ground of a theatre: stated in the scenario, generated, or in files outside it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from intercept.catalogue.uncertain import Between, Section

LEVELS_MAX, NODES_MAX = 10_000, 4_000_000
BY_COMPONENTS, BY_DIRECTION = ("east_m_s", "north_m_s"), ("direction_from_deg", "speed_m_s")
Levels = Field(min_length=1, max_length=LEVELS_MAX)
Speeds = Annotated[tuple[Annotated[float, Between(-500, 500)], ...], Levels]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class WindProfile(Section):
    """A wind over altitude, linear between its levels and held beyond them: one level is the same wind everywhere.

    Either `east_m_s` and `north_m_s`, or `direction_from_deg` (where it blows from, clockwise from north) and
    `speed_m_s`, one for each of `altitude_m`, which rise or fall.
    """

    kind: Literal["profile"]
    altitude_m: Annotated[tuple[Annotated[float, Between(-1000, 100_000)], ...], Levels]
    east_m_s: Speeds | None = None
    north_m_s: Speeds | None = None
    direction_from_deg: Annotated[tuple[Annotated[float, Between(-360, 360)], ...], Levels] | None = None
    speed_m_s: Annotated[tuple[Annotated[float, Between(0, 500)], ...], Levels] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = tuple(name for name in (*BY_COMPONENTS, *BY_DIRECTION) if getattr(self, name) is not None)
        if given not in (BY_COMPONENTS, BY_DIRECTION):
            words = "must have east_m_s and north_m_s, or direction_from_deg and speed_m_s"
            raise PydanticCustomError("wind_values", words)
        levels = len(self.altitude_m)
        if any(len(getattr(self, name)) != levels for name in given):
            context = {"names": " and ".join(given), "levels": levels}
            raise PydanticCustomError("wind_levels", "must have {levels} values of {names}, as of altitude_m", context)
        steps = [b - a for a, b in zip(self.altitude_m, self.altitude_m[1:], strict=False)]
        if not (all(step > 0.0 for step in steps) or all(step < 0.0 for step in steps)):
            raise PydanticCustomError("wind_order", "must have altitude_m that rise, or fall, from level to level")
        return self


class WindFile(Section):
    """A wind in a file: a sounding (.csv) or a NetCDF file, as a reanalysis is issued, at a `time` of it (UTC).

    `file` counts from the scenario's folder; `sha256` is the file's, so that no other is read in its place.
    """

    kind: Literal["file"]
    file: FileName
    sha256: Hash | None = None
    time: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None


class TerrainFile(Section):
    """Heights of the ground in a file: a GeoTIFF, or another raster in degrees of latitude and longitude.

    `file` and `sha256` are as of a wind. `band` is the number, from 1, of the band with the heights. `nodata_m` is the
    height of cells that have none. The sea, at `sea_level_m`, is the ground beyond the raster, and over all that lies
    deeper.
    """

    kind: Literal["file"]
    file: FileName
    sha256: Hash | None = None
    band: Annotated[int, Between(1, 10_000)] | None = None
    nodata_m: Annotated[float, Between(-12_000, 10_000)] | None = None
    sea_level_m: Annotated[float, Between(-500, 9000)] = 0.0


class TerrainGenerated(Section):
    """Notional ground, made from a seed: an island of hills about the origin, in the sea.

    It is `width_km` from west to east and `depth_km` from south to north. Its hills are up to `relief_m` high, its
    longest ridges `wavelength_km` apart, its heights known every `spacing_km`.
    """

    kind: Literal["generated"]
    seed: Annotated[int, Between(0, 2**53)] = 1
    relief_m: Annotated[float, Between(1, 9000)] = 600.0
    wavelength_km: Annotated[float, Between(1, 1000)] = 60.0
    width_km: Annotated[float, Between(10, 5000)] = 700.0
    depth_km: Annotated[float, Between(10, 5000)] = 500.0
    spacing_km: Annotated[float, Between(0.05, 50)] = 1.0

    @model_validator(mode="after")
    def _sized(self) -> Self:
        nodes = (self.width_km / self.spacing_km + 1.0) * (self.depth_km / self.spacing_km + 1.0)
        if nodes > NODES_MAX or self.spacing_km > min(self.width_km, self.depth_km) / 4.0:
            context = {"most": f"{NODES_MAX:,}"}
            words = "must have at most {most} nodes of spacing_km, and at least 4 spacings each way"
            raise PydanticCustomError("terrain_nodes", words, context)
        return self


Wind = Annotated[WindProfile | WindFile, Field(discriminator="kind")]
Ground = Annotated[TerrainFile | TerrainGenerated, Field(discriminator="kind")]
