"""How long do all engagement windows take: of the recorded night, of ten million pairs, and against a scan in NumPy?"""

import dataclasses
import time

import numpy as np
import pytest

import intercept as ic
import intercept._core as _core
from intercept.engagement.defence.columns import SENSOR_COLUMNS, UNIT_COLUMNS
from support import THREATS, night

UNITS = 100
KEPT = "launches, intercepts, reach of every window"
STEP_S = 1.0


def with_units(plan, kept):
    """Return the plan with some of its fire units, by index."""
    units = plan.units
    rows = {name: getattr(units, name)[kept] for name in ("parameters", "variant", "flyout")}
    named = {name: tuple(getattr(units, name)[i] for i in kept) for name in ("names", "cued_by", "guided_by")}
    chances = dataclasses.replace(
        plan.chances, magazines=plan.chances.magazines[:, kept], unit_keys=plan.chances.unit_keys[kept]
    )
    return dataclasses.replace(plan, units=dataclasses.replace(units, **rows, **named), chances=chances)


def hundred():
    """Return the night with a hundred of its fire units, every class in its share."""
    plan, trajectories = night()
    return with_units(plan, np.linspace(0, len(plan.units.names) - 1, UNITS).round().astype(int)), trajectories


def scan(plan, trajectories, chosen):
    """Return which pairs of some threats can be engaged, by a plain scan at one second: range, height, speed, fly-out.

    The horizon of fire control and the limits of lateral acceleration are left out, so it does less work.
    """
    units, threats = plan.units, plan.threats
    stand = ic.earth.geodetic_to_ecef(*units.positions.T.copy())
    latitude, longitude = units.column("latitude_rad"), units.column("longitude_rad")
    up = np.column_stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])
    tables = [_core.FlyoutTable(list(row)) for row in units.flyouts]
    duration = trajectories.table()["flight_time_s"]
    engaged = np.zeros((len(threats.launch_s), len(units.names)), dtype=bool)
    low, high, fastest, near, far = map(
        units.column,
        ("altitude_min_m", "altitude_max_m", "target_speed_max_m_s", "slant_range_min_m", "slant_range_max_m"),
    )
    for i in chosen:
        t = np.arange(0.0, duration[i], STEP_S)
        place, velocity = trajectories.sample(np.full(len(t), i, dtype=np.uint32), t)
        height = ic.earth.ecef_to_geodetic(place)[2]
        speed = np.linalg.norm(velocity, axis=1)
        q = place[:, None, :] - stand[None, :, :]
        slant = np.sqrt((q * q).sum(axis=2))
        above = (q * up).sum(axis=2)
        ground = np.sqrt(np.maximum(slant**2 - above**2, 0.0))
        inside = (slant >= near) & (slant <= far)
        inside &= (height[:, None] >= low) & (height[:, None] <= high) & (speed[:, None] <= fastest)
        inside &= units.may_engage[units.variant, threats.class_index[i]]
        when, unit = np.nonzero(inside)
        for k, table in enumerate(tables):
            own = units.flyout[unit] == k
            flight, _, _ = table.at(ground[when[own], unit[own]], above[when[own], unit[own]])
            engaged[i, unit[own][np.isfinite(flight)]] = True
    return engaged


def many(theatres):
    """Return plan and flights of copies of the night side by side, turned about the Earth's axis: one density."""
    plan, _ = night()
    plan = with_units(plan, np.linspace(0, len(plan.units.names) - 1, 56).round().astype(int))
    threats, units, sensors, flights = plan.threats, plan.units, plan.sensors, plan.threats.flights
    turned = 0.2 * np.arange(theatres)

    def shifted(rows, *longitudes):
        """Return a copy of the rows for each theatre, with columns of longitude turned."""
        copies = np.concatenate([rows] * theatres)
        for column in longitudes:
            copies[:, column] += np.repeat(turned, len(rows))
        return copies

    def rows(own):
        """Return the threats of a kind in each copy."""
        return np.concatenate([own + np.uint64(k * len(threats.launch_s)) for k in range(theatres)])

    def copies(of, *names):
        return {name: np.concatenate([getattr(of, name)] * theatres) for name in names}

    legs = np.diff(flights.waypoint_offsets.astype(np.int64))
    solved = ("depressed", "glide", "hypersonic_cruise")
    moved = dataclasses.replace(
        flights,
        **{f"{name}_rows": rows(getattr(flights, f"{name}_rows")) for name in (*solved, "route")},
        **{name: shifted(getattr(flights, name), 1, 4) for name in solved},
        route=shifted(flights.route),
        waypoints=shifted(flights.waypoints, 1),
        waypoint_offsets=np.concatenate([[0], np.cumsum(np.tile(legs, theatres))]).astype(np.uint64),
    )
    per_threat = ("class_index", "wave", "launch_s", "radar_cross_section_m2", "manoeuvre_m_s2")
    seen = slice(None, None, 9)
    plan = dataclasses.replace(
        plan,
        threats=dataclasses.replace(threats, **copies(threats, *per_threat), flights=moved),
        sensors=dataclasses.replace(
            sensors,
            names=tuple(f"{k} {name}" for k in range(theatres) for name in sensors.names[seen]),
            class_names=sensors.class_names[seen] * theatres,
            parameters=shifted(sensors.parameters[seen], SENSOR_COLUMNS.index("longitude_rad")),
            range_by_class_m=np.concatenate([sensors.range_by_class_m[seen]] * theatres),
        ),
        units=dataclasses.replace(
            units,
            names=tuple(f"{k} {name}" for k in range(theatres) for name in units.names),
            parameters=shifted(units.parameters, UNIT_COLUMNS.index("longitude_rad")),
            cued_by=units.cued_by * theatres,
            # The copies keep every ninth sensor: whichever tracks a threat guides.
            guided_by=(None,) * (len(units.names) * theatres),
            **copies(units, "variant", "flyout"),
        ),
        chances=dataclasses.replace(plan.chances, **copies(plan.chances, "asset", "magazines")),
    )
    return plan, ic.fly(plan)


def assert_windows(found, plan, trajectories):
    """Every window keeps what it promises: launch, flight, intercept, arrival, and the unit's greatest slant range."""
    arrival = plan.threats.launch_s + trajectories.table()["flight_time_s"]
    assert found.reasons.shape == (len(plan), len(plan.units.names))
    assert (found.reasons == 0).any()
    assert (np.diff(found.launch_s, axis=1) >= 0).all()
    assert (found.launch_s < found.intercept_s).all()
    assert (found.intercept_s[:, -1] <= arrival[found.threat] + 1e-3).all()
    # Where the threat is at the first intercept, and how far that is from the unit.
    first = found.intercept_s[:, 0] - plan.threats.launch_s[found.threat]
    place, _ = trajectories.sample(found.threat, first)
    stand = ic.earth.geodetic_to_ecef(*plan.units.positions[found.unit].T.copy())
    far = plan.units.column("slant_range_max_m")[found.unit]
    assert (np.linalg.norm(place - stand, axis=1) <= far + 1.0).all()


@pytest.mark.benchmark(group="windows of the night")
@pytest.mark.parametrize("threads", [1, 0], ids=["one thread", "all threads"])
def test_windows_of_the_night(benchmark, threads):
    plan, trajectories = hundred()
    found = ic.engagement_windows(trajectories, plan, threads=threads)
    assert found.reasons.shape == (THREATS, UNITS)
    assert_windows(found, plan, trajectories)
    benchmark.extra_info |= {"accuracy": KEPT, "rows": (found.reasons.size, "pair")}
    benchmark.pedantic(ic.engagement_windows, args=(trajectories, plan), kwargs={"threads": threads}, rounds=5)


@pytest.mark.benchmark(group="windows against a scan")
def test_the_night_against_a_scan_in_numpy(benchmark):
    plan, trajectories = hundred()
    chosen = np.arange(0, THREATS, 20)
    started = time.perf_counter()
    scanned = scan(plan, trajectories, chosen)
    scan_s = (time.perf_counter() - started) * THREATS / len(chosen)
    found = benchmark.pedantic(ic.engagement_windows, args=(trajectories, plan), rounds=5)
    # What has a window of more than two steps is found by the scan too.
    whole = (found.intercept_s[:, -1] - found.intercept_s[:, 0] > 2 * STEP_S) & np.isin(found.threat, chosen)
    assert whole.sum() > 50
    assert scanned[found.threat[whole], found.unit[whole]].all()
    benchmark.extra_info |= {"accuracy": "every window is one of the scan", "rows": (found.reasons.size, "pair")}
    if benchmark.stats:
        benchmark.extra_info["times as fast as the scan"] = scan_s / benchmark.stats.stats.median


@pytest.mark.benchmark(group="windows of many")
@pytest.mark.parametrize("theatres", [2, 6, 18])
def test_ten_million_pairs(benchmark, theatres):
    plan, trajectories = many(theatres if benchmark.enabled else 2)
    found = benchmark.pedantic(ic.engagement_windows, args=(trajectories, plan), rounds=1)
    assert_windows(found, plan, trajectories)
    benchmark.extra_info |= {"accuracy": KEPT, "rows": (found.reasons.size, "pair"), "windows": len(found)}
