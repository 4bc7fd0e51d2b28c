"""What `intercept check` passes, `ic.run` runs; what cannot be run, `intercept check` refuses, in the same words."""

import pytest
import tomli_w
import typer
from typer.testing import CliRunner

import intercept as ic
from intercept.cli import check
from intercept.report.terminal import print_result, print_sweep

HERE = {"east_km": 0.0, "north_km": 0.0}
THERE = {"east_km": 50.0, "north_km": 20.0}
SENSOR = {"name": "s", "class": "surveillance_radar", "position": HERE}
UNIT = {"name": "f", "class": "manpads", "position": HERE}


def scenario(east_km=100.0, radius_km=10.0, scale=1.0, wave=(), **more):
    """One drone, one launch area, one asset: nothing else unless given."""
    area = {"name": "east", "position": {"east_km": east_km, "north_km": 0.0}, "radius_km": radius_km}
    one = {"name": "w", "class": "one_way_attack_drone", "count": 1, "launch_area": "east", **dict(wave)}
    return {
        "schema_version": 3,
        "name": "borderline",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "raid": {"scale": scale, "launch_areas": [area], "waves": [one]},
        "run": {"replications": 4, "scrambles": 2, "points": 1, "vectors": 2},
        **more,
    }


def ballistic(east_km, name="short_range_ballistic"):
    return scenario(east_km, 0.0, wave={"class": name})


def via(*points, radius_km=10.0):
    route = {"kind": "via", "points": [{"east_km": east, "north_km": north} for east, north in points]}
    return scenario(radius_km=radius_km, wave={"route": route})


PASSES = {
    "one threat and nothing else": scenario(),
    "no fire units": scenario(sensors=[SENSOR]),
    "no sensors": scenario(fire_units=[UNIT]),
    "a raid scaled to nothing": scenario(scale=0.0, sensors=[SENSOR], fire_units=[UNIT]),
    "empty magazines": scenario(sensors=[SENSOR], fire_units=[{**UNIT, "rounds": 0, "reloads": 0}]),
    "a sensor that is never up": scenario(sensors=[{**SENSOR, "overrides": {"availability": 0.0}}], fire_units=[UNIT]),
    "one replication of several samples, of an older file": {
        **scenario(run={"replications": 1, "geometry_samples": 8}),
        "schema_version": 2,
    },
    "one vector": scenario(run={"replications": 1, "scrambles": 1, "points": 1, "vectors": 1}),
    "a claim of nothing": scenario(claimed=[{"class": "mixed", "launched": 0, "destroyed": 0}]),
    "across the antimeridian": scenario(theatre={"longitude_deg": 180.0}),
    "close to the pole": scenario(theatre={"latitude_deg": 85.0}),
    "a generated theatre without a defence": scenario(theatre={"generate": {}}, assets=[]),
    "a short ballistic flight": ballistic(5.0),
    "the same turning point twice": scenario(wave={"route": {"kind": "via", "points": [THERE, THERE]}}),
    "a turning point at the destination": scenario(wave={"route": {"kind": "via", "points": [HERE]}}),
}
REFUSED = {
    "no replication": (scenario(run={"replications": 0}), "run.replications = 0 is not allowed: must be from 1"),
    "no asset": (scenario(assets=[]), "assets are missing"),
    "a launch at its destination": (scenario(0.0, 0.0), "threat 1"),
    "a destination too far": (ballistic(4900.0), "reaches 1000 km at most"),
    "a destination too near": (ballistic(0.1), "threat 1"),
    "a glide of 50 km": (ballistic(50.0, "hypersonic_glide"), "the destination (assets[0]), 50000 m away"),
    "turning points too near": (
        via((50.0, 0.0), (50.0, 0.02)),
        "from raid.waves[0].route.points[0] to raid",
    ),
    "a turning point beyond the target": (
        via((-60.0, 0.0), radius_km=0.0),
        "turn at raid.waves[0].route.points[0] in degrees = 180",
    ),
    "a first leg too short": (
        via((99.95, 0.05), radius_km=0.0),
        "distance from the start (raid.launch_areas[0]) to raid",
    ),
    "a way too long": (via((50.0, 3000.0)), "the way by raid.waves[0].route is 5993 km long"),
    "too many doglegs": (
        scenario(5.0, wave={"route": {"kind": "doglegs", "count": 20, "lateral_km": 1}}),
        "of raid.waves[0].route to turning point",
    ),
    "a dive too fast": (
        scenario(
            600.0,
            wave={"class": "hypersonic_cruise"},
            classes={"threat": {"hypersonic_cruise": {"terminal_speed_m_s": 5000}}},
        ),
        "classes.threat.hypersonic_cruise.terminal_speed_m_s = 5000 is not allowed",
    ),
    "an orbit at a pole": (
        scenario(
            sensors=[{**SENSOR, "position": {"east_km": 0, "north_km": 200}, "limits": {"orbit_radius_km": 10}}],
            theatre={"latitude_deg": 84.5},
        ),
        "sensors[0]: latitude_rad of an orbit",
    ),
    "an orbit of what hears": (
        scenario(sensors=[{**SENSOR, "class": "acoustic_network", "limits": {"orbit_radius_km": 10}}]),
        "sensors[0]: signal_speed_m_s = 340 is not allowed",
    ),
}


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a document as a file."""

    def write(document):
        (tmp_path / "s.toml").write_text(tomli_w.dumps(document), encoding="utf-8")
        return tmp_path / "s.toml"

    return write


def checked(path):
    """Exit code and output of `intercept check` for a file."""
    app = typer.Typer()
    check.register(app)
    found = CliRunner().invoke(app, ["check", str(path)])
    return found.exit_code, found.output


@pytest.mark.parametrize("document", PASSES.values(), ids=PASSES)
def test_what_passes_the_check_runs(document, file, tmp_path, capsys):
    code, output = checked(file(document))
    assert code == 0, output
    result = ic.run(file(document))
    swept = ic.sweep(file(document), {"raid.scale": [0, 1]})
    assert swept.points_done == 2
    ic.write(swept, tmp_path / "swept")
    print_sweep(swept)
    assert result.replications_done == 2 * len(result.draws) == 2 * result.sampling.vectors_in_all
    assert repr(result).count("\n") == 2 + len(result.too_few())
    ic.write(result, tmp_path / "out")
    print_result(result)
    assert capsys.readouterr().out


@pytest.mark.parametrize(("document", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_run_does_not_pass(document, said, file):
    code, output = checked(file(document))
    assert code == 2
    assert said in output
    with pytest.raises((ic.ScenarioError, ic.UnreachableError)) as caught:
        ic.run(file(document))
    assert str(caught.value) in output


def test_a_check_counts_in_singular_and_plural(file):
    assert "1 threat in 1 wave, 1 asset, 0 sensors, 1 fire unit" in checked(file(scenario(fire_units=[UNIT])))[1]
