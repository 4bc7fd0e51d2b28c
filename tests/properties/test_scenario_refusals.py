"""Any route, ground, wind, limit or track that a scenario may state runs, or is refused by its place in the file."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.base.files import sha256_of
from intercept.catalogue.catalogue import Catalogue
from intercept.errors import InterceptError, ScenarioError, UnreachableError

HERE = {"east_km": 0.0, "north_km": 0.0}
# What a problem begins with: a key of the file, with its place in each list on the way.
KEY = r"(?:[a-z_]+)(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)+|assets|sensors|fire_units"
THREAT = r'raid\.waves\[\d+\] "[^"]+", threat \d+(?: \([a-z_]+\))?: '
OF = r"(?:the most likely geometry|draw \d+): "
UNFLOWN = rf"{OF}(?:\d+ of \d+ flights? cannot be flown; )?{THREAT}"
CRUISING = ("one_way_attack_drone", "subsonic_cruise", "supersonic_cruise")
FLYING = (*CRUISING, "short_range_ballistic", "air_launched_aeroballistic", "hypersonic_cruise", "hypersonic_glide")


def number(low, high):
    """Draw a number of a range, its ends often."""
    return st.one_of(st.sampled_from([float(low), float(high)]), st.floats(low, high))


def place(reach_km=5000.0):
    return st.fixed_dictionaries({"east_km": number(-reach_km, reach_km), "north_km": number(-reach_km, reach_km)})


def some(**values):
    """Draw some of the keys."""
    return st.fixed_dictionaries({}, optional=values)


NEAR = st.sampled_from([0.0, 1e-4, 0.01, 0.3, 3.0, 40.0, 99.0])
ROUTES = st.one_of(
    st.builds(
        lambda points: {"kind": "via", "points": points},
        st.lists(
            st.one_of(place(), st.fixed_dictionaries({"east_km": NEAR, "north_km": NEAR})), min_size=1, max_size=6
        ),
    ),
    st.builds(
        lambda count, lateral: {"kind": "doglegs", "count": count, "lateral_km": lateral},
        st.integers(1, 20),
        number(0.0, 1000.0),
    ),
    st.just({"kind": "direct"}),
)
GROUND = some(
    seed=st.integers(0, 9),
    relief_m=number(1.0, 9000.0),
    wavelength_km=number(1.0, 1000.0),
    width_km=number(10.0, 800.0),
    depth_km=number(10.0, 800.0),
    spacing_km=number(2.0, 50.0),
)
WIND = st.builds(
    lambda levels, east, north: {
        "altitude_m": levels,
        "east_m_s": [east] * len(levels),
        "north_m_s": [north] * len(levels),
    },
    st.lists(number(-1000.0, 100_000.0), min_size=1, max_size=4),
    number(-500.0, 500.0),
    number(-500.0, 500.0),
)
SECTOR = {"azimuth_centre_deg": number(-360.0, 360.0), "azimuth_width_deg": number(0.0, 360.0)}
SENSOR = some(
    azimuth_centre_deg=number(-360.0, 360.0),
    azimuth_width_deg=number(0.001, 360.0),
    blind_cone_half_angle_deg=number(0.0, 90.0),
    scan_period_s=number(0.0, 3600.0),
    track_hits=st.integers(1, 12),
    track_scans=st.integers(1, 12),
    handover_delay_s=number(0.0, 1e6),
    coast_s=number(0.0, 1e6),
    effective_earth_factor=number(0.5, 10.0),
    signal_speed_m_s=number(1.0, 3e8),
    single_scan_probability=number(1e-6, 1.0 - 1e-6),
    false_alarm_probability=number(1e-15, 0.1),
    required_probability=number(0.001, 1.0 - 1e-9),
    orbit_radius_km=number(0.0, 200.0),
    orbit_speed_m_s=number(0.0, 1000.0),
    orbit_phase_deg=number(-360.0, 360.0),
)
UNIT = some(
    **SECTOR,
    elevation_max_deg=number(0.0, 90.0),
    crossing_angle_max_deg=number(0.0, 180.0),
    closing_speed_min_m_s=number(0.0, 40_000.0),
    closing_speed_max_m_s=number(0.0, 40_000.0),
    lateral_acceleration_ratio=number(0.0, 100.0),
    illumination_s=number(0.0, 1e6),
    track_to_intercept=st.booleans(),
    burst_s=number(0.0, 3600.0),
    effective_earth_factor=number(0.5, 10.0),
)
DOCTRINE = some(
    salvo=st.integers(1, 20),
    salvo_spacing_s=number(0.0, 600.0),
    shoot_look_shoot=st.booleans(),
    rounds_per_target_max=st.integers(1, 10_000),
    engagements_per_target_max=st.integers(1, 10_000),
    top_up_after_min=number(1.0, 10_000.0),
    waiting_max=st.integers(0, 10_000),
)


def document(**more):
    """Return a scenario of one threat, a radar and a fire unit."""
    area = {"name": "east", "position": {"east_km": 120.0, "north_km": 10.0}, "radius_km": 1.0}
    wave = {"name": "w", "class": "one_way_attack_drone", "count": 1, "launch_area": "east"}
    base = {
        "schema_version": 3,
        "name": "any",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "sensors": [{"name": "s", "class": "surveillance_radar", "position": HERE}],
        "fire_units": [{"name": "u", "class": "short_range_sam", "position": HERE}],
        "raid": {"launch_areas": [area], "waves": [wave]},
        "run": {"replications": 2, "scrambles": 1, "points": 1, "vectors": 1},
    }
    for key, value in more.items():
        part, *rest = key.split("__")
        if rest:
            target = base.setdefault(part, {})
            for step in rest[:-1]:
                target = target[int(step)] if step.isdigit() else target.setdefault(step, {})
            target[rest[-1]] = value
        else:
            base[part] = value
    return base


def runs_or_names_its_place(made, folder=None):
    """Run a scenario; each problem begins with its place in the file, and has no number of a list of its own."""
    try:
        scenario = ic.Scenario.from_dict(made)
        ic.run(scenario if folder is None else scenario.in_folder(folder), threads=1)
    except InterceptError as error:
        refused = error
    else:
        return
    assert isinstance(refused, ScenarioError | UnreachableError), f"it has no place: {refused}"
    if isinstance(refused, ScenarioError):
        for problem in refused.problems:
            assert re.match(rf"(?:{OF})?(?:{KEY})\b", problem), problem
        return
    assert re.match(UNFLOWN, str(refused)), refused
    assert "waypoint" not in str(refused)
    assert not re.search(r"the (?:start|end|destination)\b(?! \(| is [\d.]+ km away)", str(refused)), refused


@given(st.sampled_from(CRUISING), ROUTES, st.sampled_from(["low", "high"]))
def test_any_route_runs_or_is_refused_by_its_points(name, route, profile):
    wave = {"name": "w", "class": name, "count": 1, "launch_area": "east", "route": route, "profile": profile}
    first = {"name": "v", "class": "jet_drone", "count": 1, "launch_area": "east"}
    runs_or_names_its_place(document(raid__waves=[first, wave]))


@given(st.sampled_from(FLYING), place(), number(0.0, 1000.0))
def test_any_launch_area_runs_or_is_refused_by_its_wave(name, where, radius_km):
    area = {"name": "east", "position": where, "radius_km": radius_km}
    wave = {"name": "w", "class": name, "count": 2, "launch_area": "east"}
    runs_or_names_its_place(document(raid__launch_areas=[area], raid__waves=[wave]))


@given(st.sampled_from(FLYING), GROUND, place(300.0))
def test_any_ground_runs_or_is_refused_by_its_wave(name, ground, where):
    wave = {"name": "w", "class": name, "count": 1, "launch_area": "east"}
    area = {"name": "east", "position": where, "radius_km": 1.0}
    ground = {"kind": "generated", **ground}
    runs_or_names_its_place(document(theatre__terrain=ground, raid__waves=[wave], raid__launch_areas=[area]))


@given(st.sampled_from(FLYING), WIND)
def test_any_wind_runs_or_is_refused(name, wind):
    wave = {"name": "w", "class": name, "count": 1, "launch_area": "east"}
    runs_or_names_its_place(document(theatre__wind={"kind": "profile", **wind}, raid__waves=[wave]))


SENSORS = sorted(name for name, rule in Catalogue.load().rules.sensors.items() if not rule.warns)


@given(st.sampled_from(SENSORS), SENSOR, UNIT, DOCTRINE, place(), place())
def test_any_limit_and_site_runs_or_is_refused(name, sensor, unit, doctrine, at, beside):
    runs_or_names_its_place(
        document(
            sensors=[{"name": "s", "class": name, "position": at, "limits": sensor}],
            fire_units=[
                {"name": "u", "class": "short_range_sam", "position": beside, "limits": unit, "doctrine": doctrine}
            ],
        )
    )


ROW = "{name},{time},{latitude},{longitude},{altitude},one_way_attack_drone\n"


@pytest.mark.filterwarnings("ignore:.* below the ground")
@given(
    st.lists(
        st.tuples(number(-1e4, 1e4), number(-95.0, 95.0), number(-190.0, 190.0), number(-1e3, 1e6)),
        min_size=0,
        max_size=4,
    )
)
def test_any_track_runs_or_is_refused_by_its_file(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("tracks")
    text = "row,time_s,latitude_deg,longitude_deg,altitude_m,threat_class\n" + "".join(
        ROW.format(name="t", time=time, latitude=latitude, longitude=longitude, altitude=altitude)
        for time, latitude, longitude, altitude in rows
    )
    (folder / "own.csv").write_text(text, encoding="utf-8")
    made = document()
    made["raid"] = {"tracks": {"file": "own.csv", "sha256": sha256_of("file", folder / "own.csv")}}
    runs_or_names_its_place(made, folder)
