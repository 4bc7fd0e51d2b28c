"""A synthetic result of the size of the recorded night: 549 threats, 120 fire units, 1,000 replications."""

from __future__ import annotations

import numpy as np

from intercept.base.table import Table
from intercept.raid.claimed import Claimed
from intercept.raid.course_tables import NIGHT, columns_of
from intercept.raid.estimates import COLUMNS, estimate
from intercept.raid.map_data import MapData
from intercept.raid.outcome_tables import SUMS
from intercept.raid.result import Result
from intercept.raid.sampling import Sampling
from intercept.scenario.assumptions import COLUMNS as COLUMNS_OF_ASSUMPTIONS

THREATS = {"one_way_attack_drone": 496, "subsonic_cruise": 51, "air_launched_aeroballistic": 2}
SPEED_M_S = {"one_way_attack_drone": 50.0, "subsonic_cruise": 230.0, "air_launched_aeroballistic": 1500.0}
UNITS = {
    "mobile_fire_group": (48, 2.0),
    "interceptor_drone": (16, 15.0),
    "radar_gun": (14, 4.0),
    "manpads": (14, 6.5),
    "short_range_sam": (12, 15.0),
    "medium_range_sam": (8, 40.0),
    "long_range_sam": (5, 120.0),
    "terminal_hit_to_kill": (3, 40.0),
}
SENSORS = {"surveillance_radar": (12, 200.0), "gap_filler_radar": (10, 45.0), "acoustic_network": (8, 3.0)}
KILL = {"one_way_attack_drone": 0.86, "subsonic_cruise": 0.72, "air_launched_aeroballistic": 0.4}
LOST = {"one_way_attack_drone": 0.09, "subsonic_cruise": 0.06, "air_launched_aeroballistic": 0.05}
REASONS = ("out_of_reach", "below_horizon", "too_late", "not_assigned", "too_fast", "never_tracked")


def make_result(replications: int = 1000, *, planned: int | None = None, name: str = "A recorded night") -> Result:
    """Return a result with the columns of the real one; the same for the same arguments."""
    random = np.random.default_rng(20251005)
    sites = _sites(random)
    classes = np.repeat(np.array(list(THREATS), dtype=object), list(THREATS.values()))
    tracks = [_track(random, name) for name in classes]
    threats = _threats(random, classes, tracks)
    windows = _windows(random, threats, tracks, sites)
    planned = replications if planned is None else planned
    outcomes, spent = _outcomes(random, replications), _rounds(random, replications)
    return Result(
        scenario_name=name,
        scenario_hash="5f" * 32,
        seed=1,
        replications_planned=planned,
        replications_done=replications,
        interrupted=replications < planned,
        sampling=Sampling("sobol", 1, scrambles=8, points=16, vectors=1, replications=max(replications // 128, 1)),
        version="0.1.0",
        timings={"compile": 0.31, "fly": 1.204, "windows": 0.86, "simulate": 2.5},
        windows=windows,
        reasons=_reasons(windows),
        outcomes=outcomes,
        causes=_causes(random, outcomes),
        rounds=spent,
        assets=_assets(random, replications, sites),
        kills=_kills(replications),
        waits=_waits(),
        **_course(sites),
        estimates=_estimates(outcomes, spent),
        draws=Table({"e": np.arange(128), "scramble": np.arange(128) // 16}),
        threats=threats,
        claimed=tuple(_claimed()),
        assumptions=_assumptions(),
        map=MapData(tuple(tracks), sites),
    )


def _claimed():
    source = "Air force statement, 2025-10-05 (public data set)"
    url = "https://www.kaggle.com/datasets/piterfm/massive-missile-attacks-on-ukraine"
    return [
        Claimed("one_way_attack_drone", 496, 439, 0, source, url),
        Claimed("subsonic_cruise", 42, 32, None, source, url),
        Claimed("subsonic_cruise", 9, 6, None, source, url),
        Claimed("air_launched_aeroballistic", 2, 1, None, source, url),
    ]


def _sites(random):
    rows = []
    for kind, groups in (("sensor", SENSORS), ("fire_unit", UNITS)):
        for name, (count, range_km) in groups.items():
            for index in range(count):
                east, north = random.normal(0, 150, 2)
                high = 0.5 * range_km if kind == "fire_unit" else np.nan
                rows.append((kind, f"{name} {index + 1}", name, east, north, range_km, high))
    for index, name in enumerate(["energy"] * 8 + ["rail"] * 4 + ["city"] * 5 + ["military"] * 4):
        east, north = random.uniform(-220, 220, 2)
        rows.append(("asset", f"{name} {index + 1}", name, east, north, np.nan, np.nan))
    for index, (east, north) in enumerate([(420.0, 380.0), (560.0, 60.0), (430.0, -330.0)]):
        rows.append(("launch_area", f"area {index + 1}", "launch_area", east, north, 30.0, np.nan))
    names = ("kind", "name", "class", "east_km", "north_km", "range_km", "altitude_max_km")
    return Table.of_rows(names, rows)


def _track(random, name):
    starts = np.array([(420.0, 380.0), (560.0, 60.0), (430.0, -330.0)])
    start = starts[random.integers(3)] + random.normal(0, 12, 2)
    end = random.uniform(-220, 220, 2)
    share = np.linspace(0, 1, 120)[:, None]
    bend = 0 if name == "air_launched_aeroballistic" else random.normal(0, 60)
    across = np.array([-(end - start)[1], (end - start)[0]]) / np.linalg.norm(end - start)
    points = start + share * (end - start) + bend * np.sin(np.pi * share) * across
    high = 38.0 if name == "air_launched_aeroballistic" else 0.8
    return name, points[:, 0], points[:, 1], high * np.sin(np.pi * share[:, 0])


def _threats(random, classes, tracks):
    length = np.array([np.hypot(np.diff(east), np.diff(north)).sum() for _, east, north, _ in tracks])
    speed = np.array([SPEED_M_S[name] for name in classes])
    launch = np.where(classes == "one_way_attack_drone", random.uniform(0, 18000, classes.size), 29000.0)
    arrival = launch + 1000 * length / speed
    first = np.where(random.random(classes.size) < 0.02, np.nan, launch + 0.35 * (arrival - launch))
    return Table(
        {
            "threat": np.arange(classes.size),
            "threat_class": classes,
            "wave": ["wave 1" if name == "one_way_attack_drone" else "wave 2" for name in classes],
            "launch_s": launch,
            "arrival_s": arrival,
            "distance_km": length,
            "apogee_km": np.where(classes == "air_launched_aeroballistic", 38.0, 0.8),
            "speed_max_m_s": speed * 1.05,
            "impact_speed_m_s": speed,
            "outcome": ["impact"] * classes.size,
            "first_detection_s": first,
        }
    )


def _windows(random, threats, tracks, sites):
    units = sites.take(sites["kind"] == "fire_unit")
    rows = []
    for threat, (row, (_, east, north, _)) in enumerate(zip(threats.records(), tracks, strict=True)):
        away = np.hypot(east[None] - units["east_km"][:, None], north[None] - units["north_km"][:, None])
        inside = away < units["range_km"][:, None]
        times = np.linspace(row["launch_s"], row["arrival_s"], east.size)
        for unit in np.flatnonzero(inside.any(axis=1)):
            span = times[inside[unit]]
            first, last = span[0], span[-1] + random.uniform(1, 20)
            rows.append((threat, row["threat_class"], row["wave"], units["name"][unit],
                units["class"][unit], 0, first - 20, last - 20, first, last, -45.1, -125.2, 800.0,
                1 + int((last - first) // 60)))  # fmt: skip
    names = ("threat", "threat_class", "wave", "unit", "unit_class", "part", "launch_earliest_s",
        "launch_latest_s", "intercept_first_s", "intercept_last_s", "intercept_latitude_deg",
        "intercept_longitude_deg", "intercept_altitude_m", "opportunities")  # fmt: skip
    return Table(dict(zip(names, zip(*rows, strict=True), strict=True)))


def _reasons(windows):
    rows = []
    for threat, count in THREATS.items():
        for unit, (units, _) in UNITS.items():
            chosen = (windows["threat_class"] == threat) & (windows["unit_class"] == unit)
            left = count * units - int(chosen.sum())
            for index, reason in enumerate(REASONS):
                pairs = left if index == len(REASONS) - 1 else int(left * (0.55, 0.5, 0.4, 0.4, 0.5)[index])
                left -= pairs
                rows.append((threat, unit, reason, pairs))
    names = ("threat_class", "unit_class", "reason", "pairs")
    return Table(dict(zip(names, zip(*rows, strict=True), strict=True)))


def _outcomes(random, replications):
    columns = {
        **_replication(replications, len(THREATS)),
        "threat_class": list(THREATS) * replications if replications else np.array([], dtype=str),
        "launched": np.tile(list(THREATS.values()), replications),
    }
    fates = np.zeros((replications, len(THREATS), 4), np.int64)
    for index, (name, count) in enumerate(THREATS.items()):
        lost = random.binomial(count, LOST[name], replications)
        shared = np.clip(random.beta(40 * KILL[name], 40 * (1 - KILL[name]), replications), 0, 1)
        killed = random.binomial(count - lost, shared)
        fates[:, index] = np.stack([lost - lost // 2, lost // 2, killed, count - lost - killed], axis=1)
    for index, fate in enumerate(("failed", "jammed", "intercepted", "leaked")):
        columns[fate] = fates[:, :, index].ravel()
    return Table({**columns, "decoy": np.zeros(replications * len(THREATS), np.int64)})


def _replication(replications, each):
    """One replication of each vector, the vectors of 8 scrambles after each other."""
    number = np.arange(replications)
    per_scramble = max(-(-replications // 8), 1)
    e = 65_536 * (number // per_scramble) + number % per_scramble
    return {"e": np.repeat(e, each), "a": np.zeros(replications * each, np.int64)}


def _causes(random, outcomes):
    leaking = np.flatnonzero(outcomes["leaked"])
    missed = random.binomial(outcomes["leaked"][leaking], 0.4)
    columns = {name: np.repeat(outcomes[name][leaking], 2) for name in ("e", "a", "threat_class")}
    counts = np.column_stack([outcomes["leaked"][leaking] - missed, missed]).ravel()
    return Table({**columns, "cause": ["no_window", "missed"] * len(leaking), "leaked": counts}).take(counts > 0)


def _estimates(outcomes, spent):
    rows = []
    for quantity, fates in SUMS.items():
        for name, count in {**THREATS, "all": sum(THREATS.values())}.items():
            own = outcomes if name == "all" else outcomes.take(outcomes["threat_class"] == name)
            counts = sum(own[fate] for fate in fates).reshape(-1, len(THREATS) if name == "all" else 1).sum(axis=1)
            rows.append((quantity, name, float(count), *_estimate(counts)))
    for store in ("rounds", "wasted", "left"):
        rows += [(store, name, np.nan, *_estimate(spent[store][spent["defence_class"] == name])) for name in UNITS]
    return Table.of_rows(("quantity", "of", "launched", *COLUMNS), rows)


def _estimate(counts):
    """One replication of each vector, as many in each of 8 scrambles, or where these do not divide them, of one."""
    scrambles = 1 if len(counts) % 8 else 8
    return estimate(counts.reshape(scrambles, len(counts) // scrambles, 1)).values


def _rounds(random, replications):
    means = [260, 120, 210, 38, 46, 31, 22, 4]
    return Table(
        {
            **_replication(replications, len(UNITS)),
            "defence_class": list(UNITS) * replications if replications else np.array([], dtype=str),
            "rounds": random.poisson(np.tile(means, replications)),
            "wasted": random.poisson(np.tile([mean / 50 for mean in means], replications)),
            "left": random.poisson(np.tile([2 * mean for mean in means], replications)),
        }
    )


def _assets(random, replications, sites):
    assets = sites.take(sites["kind"] == "asset")
    leaked = random.poisson(3, (max(replications, 1), len(assets)))
    return Table(
        {
            "asset": assets["name"],
            "asset_class": assets["class"],
            "leaked_total": leaked.sum(axis=0),
            "leaked_mean": leaked.mean(axis=0),
            **{f"leaked_{name}": leaked.mean(axis=0) for name in ("standard_error", "low", "high")},
            "leaked_p05": np.quantile(leaked, 0.05, axis=0),
            "leaked_p95": np.quantile(leaked, 0.95, axis=0),
        }
    )


def _kills(replications):
    pairs = [(unit, threat) for unit in UNITS for threat in THREATS]
    kills = [replications * (40 if threat == "one_way_attack_drone" else 4) for _, threat in pairs]
    means = np.array(kills) / replications if replications else np.full(len(kills), np.nan)
    return Table(
        {
            "defence_class": [u for u, _ in pairs],
            "threat_class": [t for _, t in pairs],
            "kills": kills,
            **{f"kills_{part}": means for part in ("mean", "standard_error", "low", "high")},
        }
    )


def _course(sites):
    assets = sites.take(sites["kind"] == "asset")
    steps = [
        (900.0 * k, 900.0 * (k + 1), name, 2.0 * count, 1.0 * count, 0.1, 0.8 * count, 1.2 * count, *left, *share)
        for k in range(40)
        for name, (count, _) in UNITS.items()
        for left in [(100.0 - k, 1.0, 98.0 - k, 102.0 - k)]
        for share in [(1.0 - 0.01 * k, 2e-4 * k, 1.0 - 0.0105 * k, 1.0 - 0.0095 * k)]
    ]
    short = [(name, 0.3, 0.05, 0.2, 0.4, 3600.0, 60.0, 3500.0, 3700.0) for name in (*UNITS, "all")]
    causes = [(cause, mean, 0.1, mean - 0.2, mean + 0.2) for cause, mean in (("no_window", 2.0), ("missed", 1.0))]
    named = zip(assets["name"], assets["class"], strict=True)
    at = [(name, kind, *cause) for name, kind in named for cause in causes]
    waves = [(wave, *cause) for wave in ("wave 1", "wave 2") for cause in causes]
    return {
        "night": Table.of_rows(NIGHT, steps),
        "shortages": Table.of_rows(("of", *columns_of("nights", "first_s")), short),
        "causes_by_asset": Table.of_rows(("asset", "asset_class", "cause", *columns_of("leaked")), at),
        "causes_by_wave": Table.of_rows(("wave", "cause", *columns_of("leaked")), waves),
    }


def _waits():
    rows = [("wait_s", threat, 8.0, 0.5, 7.0, 9.0) for threat in (*THREATS, "all")]
    return Table.of_rows(("quantity", "of", "mean", "standard_error", "low", "high"), rows)


def _assumptions():
    parameters = {"cruise_speed_m_s": (42.0, 50.0, 56.0, "m/s"), "radar_cross_section_m2": (0.01, 0.05, 0.2, "m^2")}
    rows = [
        (name, key, *values, "", "H", "Article, a newspaper, 2023 | Explainer, a broadcaster, 2023",
         "https://example.org/a ; https://example.org/b", "several pages agree", "catalogue")
        for name in THREATS for key, values in parameters.items()
    ]  # fmt: skip
    prices = [200.0, 2500.0, 330.0, 119e3, 50e3, 400e3, 1e6, 3e6]
    for unit, price in zip(UNITS, prices, strict=True):
        rows.append((unit, "cost_per_round_usd", price, 2 * price, 4 * price, "USD", "", "M", "Contract notice, 2024",
            "https://example.org/c", "", "catalogue"))  # fmt: skip
        note = "no public source: a wide range, chosen by judgement and meant to be swept"
        rows += [
            (unit, f"parameter_{index}", 0.1, 0.3, 0.61234567891, "1", "", "L", "judgement", "", note, "model choice")
            for index in range(16)
        ]
    return Table.of_rows(COLUMNS_OF_ASSUMPTIONS, rows)
