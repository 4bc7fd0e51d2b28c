"""Notional theatres: a country that does not exist, placed from a seed by the simple rules stated below.

Places are in the theatre's local frame (km east and north of its origin); turning them into latitude and longitude is
the business of the compiled plan. Every site has random numbers of its own, by its class and its number in it: one more
of a class moves no other site. Assets come first, and sites near them move when these do.

- Border: the ellipse width_km by depth_km about the origin.
- Axes: bearings spread evenly over the front's arc; launch area `axis-i` lies launch_distance_km beyond the border.
- Assets: uniform in 0.9 of the ellipse, at least asset_spacing_km apart (the spacing is halved when no free place is
  found), the first of every class before the second of any; value 1 to 10, most of them low (log-uniform).
- Mobile fire groups and interceptor drones: every other one in a belt across the axes at 0.75 of the way from the
  centre to the border, the others near assets.
- Radar guns, shoulder missiles and short-range missiles: near assets, in proportion to value.
- Medium and longer ranges: near the most valued cluster not yet covered, a cluster being what lies within the class's
  reach of an asset; when all is covered, the round starts again.
- Radars: alternately along the front's border and around the centre; airborne ones behind the centre, away from the
  front; listening sites in a belt across the axes; optical posts near assets. Sectors point away from the centre.
- What is spread over an arc follows the golden ratio: each next one falls into one of the widest gaps.
- Engagement radars: at their fire units, unless `engagement_radars = false`. A sector points from the unit to a launch
  area; the units of a class take the launch areas in turn, those of the file first. A unit shoots at what its own
  radar tracks from the launch to the intercept, whatever sensor found it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.generic_class import GenericClass
from intercept.scenario.land import Land, Place, Site, by_cluster, by_value, free_places
from intercept.scenario.model.defence import Asset, FireUnit, Generate, Sensor
from intercept.scenario.model.limits import FireUnitLimits
from intercept.scenario.model.raid import LaunchArea
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.model.values import Position

BELT_CLASSES = ("mobile_fire_group", "interceptor_drone")
POINT_CLASSES = ("radar_gun", "manpads", "short_range_sam")


def expand(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """Return the scenario with every generated site written out; one without `[theatre.generate]` comes back as it is.

    Sites given explicitly stay first and keep their names; generated ones are named class-1, class-2 and so on. The
    same scenario gives the same sites on every machine (random streams: NumPy's Philox).
    """
    generate = scenario.theatre.generate
    if generate is None:
        return scenario
    land = Land(generate, scenario.theatre.seed)
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


def _position(place: Place) -> Position:
    """Places are rounded to 10 m, so that written files stay readable."""
    return Position(east_km=round(place[0], 2), north_km=round(place[1], 2))


def _names(stem: str, taken: list[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{stem}-{number}" not in taken:
            yield f"{stem}-{number}"


def _launch_areas(land: Land, generate: Generate) -> Iterator[LaunchArea]:
    for index in range(generate.axes):
        bearing = land.front((index + 0.5) / generate.axes)
        border = land.toward(bearing, 1.0)
        distance = math.hypot(*border) + generate.launch_distance_km
        place = (distance * math.sin(bearing), distance * math.cos(bearing))
        yield LaunchArea(name=f"axis-{index + 1}", position=_position(place), radius_km=10.0)


def _assets(land: Land, generate: Generate, taken: list[str]) -> Iterator[Asset]:
    sites = [
        Site(class_name, number) for class_name, count in sorted(generate.assets.items()) for number in range(count)
    ]
    placed = free_places(
        land, sorted(sites, key=lambda site: (site.number, site.class_name)), generate.asset_spacing_km
    )
    names: dict[str, Iterator[str]] = {name: _names(name, taken) for name in generate.assets}
    for site in sites:
        value = round(10.0 ** float(land.stream(site, "value").random()), 1)
        yield Asset.model_validate(
            {
                "name": next(names[site.class_name]),
                "class": site.class_name,
                "value": value,
                "position": _position(placed[site]),
            }
        )


def _place(site: Asset) -> Place:
    return site.position.east_km, site.position.north_km


def _fire_units(
    land: Land, generate: Generate, taken: list[str], catalogue: Catalogue, assets: tuple[Asset, ...]
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

    A radar is up when its unit is. One that looks into a sector looks from its place to a launch area: the units of a
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
            area = areas[turn.setdefault(unit.class_name, 0) % len(areas)]
            turn[unit.class_name] += 1
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


def _fire_unit_places(land: Land, generic: GenericClass, count: int, assets: tuple[Asset, ...]) -> Iterator[Place]:
    """Yield the places of the fire units of a class, one after another."""
    sites = [Site(generic.name, number) for number in range(count)]
    if generic.base in BELT_CLASSES:
        near = iter(by_value(_worth(assets), count // 2))
        for site in sites:
            yield land.near(site, next(near)) if site.number % 2 and assets else land.belt(site)
        return
    if generic.base in POINT_CLASSES:
        chosen = by_value(_worth(assets), count)
    else:
        chosen = by_cluster(_worth(assets), count, generic.parameters["slant_range_max_km"].mode)
    for site, place in zip(sites, chosen, strict=False):
        yield land.near(site, place)


def _worth(assets: tuple[Asset, ...]) -> list[tuple[Place, float]]:
    return [(_place(asset), asset.value) for asset in assets]


def _sensors(
    land: Land, generate: Generate, taken: list[str], catalogue: Catalogue, assets: tuple[Asset, ...]
) -> Iterator[Sensor]:
    for class_name, count in sorted(generate.sensors.items()):
        places = _sensor_places(land, catalogue.sensors[class_name], count, assets)
        width = catalogue.sensors[class_name].parameters.get("azimuth_width_deg")
        for place, name in zip(places, _names(class_name, taken), strict=False):
            document: dict[str, object] = {"name": name, "class": class_name, "position": _position(place)}
            if width is not None and width.low < 360.0:
                outward = _bearing_deg(Position(east_km=0.0, north_km=0.0), _position(place))
                document["limits"] = {"azimuth_centre_deg": round(outward, 1)}
            yield Sensor.model_validate(document)


def _sensor_places(land: Land, generic: GenericClass, count: int, assets: tuple[Asset, ...]) -> Iterator[Place]:
    """Yield the places of the sensors of a class, one after another."""
    sites = [Site(generic.name, number) for number in range(count)]
    if generic.base == "optical_post":
        for site, place in zip(sites, by_value(_worth(assets), count), strict=False):
            yield land.near(site, place)
        return
    behind = math.radians(land.generate.front_bearing_deg + 180.0)
    for site in sites:
        if generic.base == "acoustic_network":
            yield land.belt(site)
        elif generic.base == "airborne_early_warning":
            yield land.near(site, land.toward(behind, 0.5 * land.spread(site)))
        elif site.number % 2:
            yield land.at(2.0 * math.pi * land.spread(site, of=2), 0.4)
        else:
            yield land.toward(land.front(land.spread(site, of=2)), 0.95)
