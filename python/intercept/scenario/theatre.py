"""Notional theatres: a country that does not exist, placed from a seed by the simple rules stated below.

Places are in the theatre's local frame (km east and north of its origin); turning them into latitude and longitude is
the business of the compiled plan.

- Border: the ellipse width_km by depth_km about the origin.
- Axes: bearings spread evenly over the front's arc; launch area `axis-i` lies launch_distance_km beyond the border.
- Assets: uniform in 0.9 of the ellipse, at least asset_spacing_km apart (the spacing is halved when no free place is
  found); value 1 to 10, most of them low (log-uniform).
- Mobile fire groups and interceptor drones: every other one in a belt across the axes at 0.75 of the way from the
  centre to the border, the others near assets.
- Radar guns, shoulder missiles and short-range missiles: near assets, in proportion to value.
- Medium and longer ranges: near the most valued cluster not yet covered, a cluster being what lies within the class's
  reach of an asset; when all is covered, the round starts again.
- Radars: alternately along the front's border and around the centre; airborne ones behind the centre, away from the
  front; listening sites in a belt across the axes; optical posts near assets. Sectors point away from the centre.
- Engagement radars: at their fire units, unless `engagement_radars = false`. A sector points from the unit to a launch
  area; the radars of a class take the launch areas in turn, those of the file first. A unit shoots at what its own
  radar tracks from the launch to the intercept, whatever sensor found it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from intercept.catalogue.catalogue import Catalogue, GenericClass
from intercept.scenario.model.defence import Asset, FireUnit, Generate, Sensor
from intercept.scenario.model.limits import FireUnitLimits
from intercept.scenario.model.raid import LaunchArea
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.model.values import Position

Place = tuple[float, float]

BELT = 0.75
NEAR_KM = (0.5, 4.0)
PLACEMENT_TRIES = 200
BELT_CLASSES = ("mobile_fire_group", "interceptor_drone")
POINT_CLASSES = ("radar_gun", "manpads", "short_range_sam")


def expand(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """Return the scenario with every generated site written out; one without `[theatre.generate]` comes back as it is.

    Sites given explicitly stay first and keep their names; generated ones are named class-1, class-2 and so on. The
    same scenario gives the same sites on every machine (random stream: NumPy's Philox).
    """
    generate = scenario.theatre.generate
    if generate is None:
        return scenario
    land = _Land(generate, np.random.Generator(np.random.Philox(scenario.theatre.seed)))
    assets = (*scenario.assets, *_assets(land, generate, [asset.name for asset in scenario.assets]))
    areas = (*scenario.raid.launch_areas, *_launch_areas(land, generate))
    given_sensors = [sensor.name for sensor in scenario.sensors]
    sensors = (*scenario.sensors, *_sensors(land, generate, given_sensors, catalogue, assets))
    given_units = [unit.name for unit in scenario.fire_units]
    made = _fire_units(land, generate, given_units, catalogue, assets)
    radars, guided = _with_radars(tuple(made), [sensor.name for sensor in sensors], catalogue, areas, generate)
    sensors, units = (*sensors, *radars), (*scenario.fire_units, *guided)
    document = scenario.to_dict()
    del document["theatre"]["generate"]
    document["assets"] = [asset.model_dump(by_alias=True) for asset in assets]
    document["raid"]["launch_areas"] = [area.model_dump(by_alias=True) for area in areas]
    document["sensors"] = [sensor.model_dump(by_alias=True, exclude_none=True) for sensor in sensors]
    document["fire_units"] = [unit.model_dump(by_alias=True, exclude_none=True) for unit in units]
    return Scenario.from_dict(document)


@dataclass
class _Land:
    """The ellipse, its axes and the random stream; angles are bearings, clockwise from north."""

    generate: Generate
    rng: np.random.Generator

    def inside(self, share: float) -> Place:
        """Return a place uniform in `share` of the ellipse."""
        radius, angle = share * math.sqrt(self.rng.random()), 2.0 * math.pi * self.rng.random()
        return self.at(angle, radius)

    def at(self, angle_rad: float, share: float) -> Place:
        """Return the place at `share` of the border, at the parametric angle clockwise from north."""
        g = self.generate
        return share * g.width_km / 2.0 * math.sin(angle_rad), share * g.depth_km / 2.0 * math.cos(angle_rad)

    def toward(self, bearing_rad: float, share: float) -> Place:
        """Return the place on a bearing from the centre, `share` of the way to the border."""
        g = self.generate
        east, north = math.sin(bearing_rad), math.cos(bearing_rad)
        border_km = 1.0 / math.hypot(east / (g.width_km / 2.0), north / (g.depth_km / 2.0))
        return share * border_km * east, share * border_km * north

    def front(self, share: float) -> float:
        """Return the bearing at `share` (0 to 1) of the front's arc."""
        return math.radians(self.generate.front_bearing_deg + (share - 0.5) * self.generate.front_width_deg)

    def near(self, place: Place) -> Place:
        """Return a place NEAR_KM from the given one, in any direction."""
        distance, angle = self.rng.uniform(*NEAR_KM), 2.0 * math.pi * self.rng.random()
        return place[0] + distance * math.sin(angle), place[1] + distance * math.cos(angle)

    def belt(self, index: int, count: int) -> Place:
        """Return the middle of part `index` of `count` of the belt across the axes, shifted a little."""
        share = (index + 0.5 + self.rng.uniform(-0.25, 0.25)) / count
        return self.toward(self.front(share), BELT + self.rng.uniform(-0.05, 0.05))


def _position(place: Place) -> Position:
    """Places are rounded to 10 m, so that written files stay readable."""
    return Position(east_km=round(place[0], 2), north_km=round(place[1], 2))


def _names(stem: str, taken: list[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{stem}-{number}" not in taken:
            yield f"{stem}-{number}"


def _launch_areas(land: _Land, generate: Generate) -> Iterator[LaunchArea]:
    for index in range(generate.axes):
        bearing = land.front((index + 0.5) / generate.axes)
        border = land.toward(bearing, 1.0)
        distance = math.hypot(*border) + generate.launch_distance_km
        place = (distance * math.sin(bearing), distance * math.cos(bearing))
        yield LaunchArea(name=f"axis-{index + 1}", position=_position(place), radius_km=10.0)


def _assets(land: _Land, generate: Generate, taken: list[str]) -> Iterator[Asset]:
    places: list[Place] = []
    spacing = generate.asset_spacing_km
    for class_name, count in sorted(generate.assets.items()):
        for _, name in zip(range(count), _names(class_name, taken), strict=False):
            place, spacing = _free_place(land, places, spacing)
            places.append(place)
            value = round(10.0 ** float(land.rng.random()), 1)
            yield Asset.model_validate(
                {"name": name, "class": class_name, "value": value, "position": _position(place)}
            )


def _free_place(land: _Land, places: list[Place], spacing: float) -> tuple[Place, float]:
    while True:
        for _ in range(PLACEMENT_TRIES):
            place = land.inside(0.9)
            if all(math.dist(place, other) >= spacing for other in places):
                return place, spacing
        spacing = spacing / 2.0 if spacing > 0.01 else 0.0


def _place(site: Asset) -> Place:
    return site.position.east_km, site.position.north_km


def _by_value(assets: tuple[Asset, ...], count: int) -> list[Place]:
    """Return `count` asset places, each asset as often as its share of the value (largest next quotient first)."""
    given = [0] * len(assets)
    order: list[Place] = []
    for _ in range(count if assets else 0):
        chosen = max(range(len(assets)), key=lambda i: (assets[i].value / (given[i] + 1), -i))
        given[chosen] += 1
        order.append(_place(assets[chosen]))
    return order


def _by_cluster(assets: tuple[Asset, ...], count: int, reach_km: float) -> list[Place]:
    """Return `count` asset places: each time the one with the most value not yet covered within reach."""
    uncovered = set(range(len(assets)))
    order: list[Place] = []
    within = [
        {j for j, other in enumerate(assets) if math.dist(_place(asset), _place(other)) <= reach_km} for asset in assets
    ]
    for _ in range(count):
        uncovered = uncovered or set(range(len(assets)))
        worth = [sum(assets[j].value for j in within[i] & uncovered) for i in range(len(assets))]
        chosen = worth.index(max(worth))
        uncovered = uncovered - within[chosen]
        order.append(_place(assets[chosen]))
    return order


def _fire_units(
    land: _Land, generate: Generate, taken: list[str], catalogue: Catalogue, assets: tuple[Asset, ...]
) -> Iterator[FireUnit]:
    for class_name, count in sorted(generate.fire_units.items()):
        places = _fire_unit_places(land, catalogue.defences[class_name], count, assets)
        for place, name in zip(places, _names(class_name, taken), strict=False):
            yield FireUnit.model_validate({"name": name, "class": class_name, "position": _position(place)})


def _with_radars(
    units: tuple[FireUnit, ...],
    taken: list[str],
    catalogue: Catalogue,
    areas: tuple[LaunchArea, ...],
    generate: Generate,
) -> tuple[list[Sensor], list[FireUnit]]:
    """Return the radars that belong to fire units, and the units, guided by them.

    A radar is up when its unit is. One that looks into a sector looks from its place to a launch area: the radars of a
    class take these in turn.
    """
    radars: list[Sensor] = []
    guided: list[FireUnit] = []
    turn: dict[str, int] = {}
    for unit in units:
        name = catalogue.rules.own_radars.get(catalogue.defences[unit.class_name].base)
        if name is None or not generate.engagement_radars:
            guided.append(unit)
            continue
        called = next(each for each in _candidates(f"{unit.name} radar") if each not in taken)
        document: dict[str, object] = {"name": called, "class": name, "position": unit.position}
        document["overrides"] = {"availability": 1.0}
        width = catalogue.sensors[name].parameters["azimuth_width_deg"]
        if width.low < 360.0:
            area = areas[turn.setdefault(name, 0) % len(areas)]
            turn[name] += 1
            bearing = _bearing_deg(unit.position, area.position)
            document["limits"] = {"azimuth_centre_deg": round(bearing, 1)}
        radars.append(Sensor.model_validate(document))
        guided.append(unit.model_copy(update={"limits": FireUnitLimits(guided_by=(called,))}))
    return radars, guided


def _candidates(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in itertools.count(2))


def _bearing_deg(place: Position, other: Position) -> float:
    return math.degrees(math.atan2(other.east_km - place.east_km, other.north_km - place.north_km)) % 360.0


def _fire_unit_places(land: _Land, generic: GenericClass, count: int, assets: tuple[Asset, ...]) -> list[Place]:
    if generic.base in BELT_CLASSES:
        in_belt = (count + 1) // 2
        belt = [land.belt(index, in_belt) for index in range(in_belt)]
        return belt + [land.near(place) for place in _by_value(assets, count - in_belt)]
    if generic.base in POINT_CLASSES:
        return [land.near(place) for place in _by_value(assets, count)]
    reach_km = generic.parameters["slant_range_max_km"].mode
    return [land.near(place) for place in _by_cluster(assets, count, reach_km)]


def _sensors(
    land: _Land, generate: Generate, taken: list[str], catalogue: Catalogue, assets: tuple[Asset, ...]
) -> Iterator[Sensor]:
    for class_name, count in sorted(generate.sensors.items()):
        places = _sensor_places(land, catalogue.sensors[class_name].base, count, assets)
        width = catalogue.sensors[class_name].parameters.get("azimuth_width_deg")
        for place, name in zip(places, _names(class_name, taken), strict=False):
            document: dict[str, object] = {"name": name, "class": class_name, "position": _position(place)}
            if width is not None and width.low < 360.0:
                outward = _bearing_deg(Position(east_km=0.0, north_km=0.0), _position(place))
                document["limits"] = {"azimuth_centre_deg": round(outward, 1)}
            yield Sensor.model_validate(document)


def _sensor_places(land: _Land, base: str, count: int, assets: tuple[Asset, ...]) -> list[Place]:
    if base == "acoustic_network":
        return [land.belt(index, count) for index in range(count)]
    if base == "optical_post":
        return [land.near(place) for place in _by_value(assets, count)]
    if base == "airborne_early_warning":
        behind = math.radians(land.generate.front_bearing_deg + 180.0)
        return [land.near(land.toward(behind, 0.5 * (index + 1) / count)) for index in range(count)]
    at_border = (count + 1) // 2
    border = [land.toward(land.front((index + 0.5) / at_border), 0.95) for index in range(at_border)]
    inner = count - at_border
    return border + [land.at(2.0 * math.pi * index / inner, 0.4) for index in range(inner)]
