"""`intercept windows --tracks` and `run --tracks`: a user's CSV to tables, a sentence, charts and a report."""

import csv
import io
import json

import pytest
from command import intercept
from page_read import figures
from tree import ROOT

TRACKS, DEFENCE = ROOT / "examples" / "own-tracks.csv", ROOT / "examples" / "own-defence.toml"
GIVEN = ("windows", "--tracks", TRACKS, "--defence", DEFENCE)


def test_tracks_become_windows_in_every_format(tmp_path):
    done = intercept(*GIVEN)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["threat_name"] for row in rows} == {"drone", "missile"}
    assert done.stderr.strip().startswith("2 tracks of 155 samples: altitude 55 to 898 m, speed 44 to 255 m/s;")
    # Times are those of the file.
    assert all(900.0 < float(row["launch_earliest_s"]) < 1325.0 for row in rows if row["threat_name"] == "missile")
    pairs = json.loads(intercept(*GIVEN, "--pairs", "--format", "json").stdout)
    assert [pair["unit"] for pair in pairs] == ["medium", "short"] * 2
    assert 'Threat 1 "missile" (subsonic cruise)' in intercept(*GIVEN, "--threat", "1", "--unit", "short").stdout


@pytest.mark.parametrize("ending", ["html", "svg", "png"])
def test_tracks_become_charts(tmp_path, ending):
    path = tmp_path / f"chart.{ending}"
    assert intercept(*GIVEN, "--plot", path).returncode == 0
    one = tmp_path / f"one.{ending}"
    assert intercept(*GIVEN, "--threat", "0", "--plot", one).returncode == 0
    if ending != "png":
        text = path.read_text(encoding="utf-8")
        text += json.dumps(figures(text), ensure_ascii=False)
        # One panel a class, one row a track, by name.
        assert all(word in text for word in ("One-way attack drone: 1 of 1", "Subsonic cruise: 1 of 1", "missile"))
        assert "drone" in one.read_text(encoding="utf-8")


def test_a_draw_of_the_defence_may_be_chosen():
    likely, drawn = intercept(*GIVEN).stdout, intercept(*GIVEN, "--draw", "1", "--seed", "4").stdout
    assert likely != drawn
    assert drawn == intercept(*GIVEN, "--draw", "1", "--seed", "4", "--threads", "1").stdout


def test_the_class_may_be_an_option(tmp_path):
    path = tmp_path / "plain.csv"
    lines = [line.rsplit(",", 1)[0] for line in TRACKS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    path.write_text("\n".join(lines), encoding="utf-8")
    words = ("windows", "--tracks", path, "--defence", DEFENCE)
    assert "--threat-class is not allowed to be left out of tracks" in intercept(*words).stderr
    stated = intercept(*words, "--threat-class", "jet_drone")
    assert {row["threat_class"] for row in csv.DictReader(io.StringIO(stated.stdout))} == {"jet_drone"}
    wrong = intercept(*words, "--threat-class", "jet_dron")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith('--threat-class = "jet_dron" is not allowed: must be one of')
    assert "did you mean jet_drone or" in wrong.stderr
    twice = intercept(*GIVEN, "--threat-class", "jet_drone")
    assert "--threat-class is not allowed beside the column threat_class" in twice.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--tracks", TRACKS), "exactly one of the two"),
        (("--defence", DEFENCE), "exactly one of the two"),
        ((DEFENCE, "--tracks", TRACKS, "--defence", DEFENCE), "exactly one of the two"),
        ((), "exactly one of the two"),
        (("--tracks", "none.csv", "--defence", DEFENCE), "must be a readable CSV file: No such file"),
        (("--tracks", DEFENCE, "--defence", DEFENCE), "line 12 is not allowed"),
        (("--tracks", TRACKS, "--defence", "none.toml"), "none.toml: cannot be read"),
    ],
)
def test_what_is_missing_is_told_in_one_line(words, message):
    done = intercept("windows", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.strip().count("\n") == 0


def test_a_wrong_line_is_named(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text(TRACKS.read_text(encoding="utf-8").replace("drone,20,", "drone,2O,"), encoding="utf-8")
    done = intercept("windows", "--tracks", path, "--defence", DEFENCE)
    assert done.returncode == 2
    assert f'{path}: time_s in line 4 (row "drone") = "2O" is not allowed: must be a number' in done.stderr


def test_a_raid_over_tracks_runs_and_reports(tmp_path):
    done = intercept("run", DEFENCE, "--tracks", TRACKS, "--replications", "50", "--out", tmp_path / "own", "--json")
    assert done.returncode == 0
    assert [row["launched"] for row in json.loads(done.stdout)["summary"]] == [1, 1, 2]
    report = (tmp_path / "own" / "report.html").read_text(encoding="utf-8")
    assert "own tracks" in report
    wrong = intercept("run", DEFENCE, "--threat-class", "jet_drone")
    assert (wrong.returncode, wrong.stderr.strip()) == (2, "--threat-class is not allowed without --tracks")


def test_an_unknown_column_is_named_beside_the_one_meant_and_in_few_words(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text(TRACKS.read_text(encoding="utf-8").replace("threat_class", "thret_class"), encoding="utf-8")
    said = intercept("windows", "--tracks", path, "--defence", DEFENCE).stderr
    assert f'{path}: columns of the file: "thret_class" is not known; did you mean threat_class? Leave out' in said
    wide = tmp_path / "wide.csv"
    wide.write_text(",".join(["time_s", *(f"extra_{k}" for k in range(31))]) + "\n", encoding="utf-8")
    said = intercept("windows", "--tracks", wide, "--defence", DEFENCE).stderr
    assert '"extra_4" and 26 more are not known' in said
    assert "not known; leave out all but time_s" in said
    assert len(said) < 500 + len(str(wide))


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("time_s,lat,lon,alt", "latitude_deg, longitude_deg, altitude_m"),
        ("time_s,Lat,Long,Alt_ft", "latitude_deg, longitude_deg, altitude_ft"),
        ("time_s,latitude,longitude,altitude", "latitude_deg, longitude_deg, altitude_m"),
        ("time_s,lat_rad,lng_rad,height", "latitude_rad, longitude_rad, altitude_m"),
        ("timestamp,latitude_deg,longitude_deg,altitude_m", "time"),
        ("time_s,latitude_deg,longitude_deg,altitude_m,rcs,track", "radar_cross_section_m2, row"),
    ],
)
def test_usual_names_of_columns_are_known_by_what_is_meant(tmp_path, header, meant):
    path = tmp_path / "usual.csv"
    path.write_text(f"{header}\n{','.join('1' * len(header.split(',')))}\n", encoding="utf-8")
    said = intercept("windows", "--tracks", path, "--defence", DEFENCE).stderr
    assert f" not known; did you mean {meant}? Leave out all but time_s" in said
    assert "  " not in said


@pytest.mark.parametrize(
    "words", [("run",), ("sweep", "--set", "decision.decision_time_s=10,20"), ("windows", "--defence")], ids=repr
)
def test_tracks_beside_those_that_the_scenario_names_are_refused(tmp_path, words):
    (tmp_path / "own.csv").write_bytes(TRACKS.read_bytes())
    path = tmp_path / "named.toml"
    named = f'[raid]\ntracks = {{ file = "own.csv", sha256 = "{"0" * 64}" }}\n'
    path.write_text(f"{DEFENCE.read_text(encoding='utf-8')}\n{named}", encoding="utf-8")
    given = (words[0], path, *words[1:]) if words[0] != "windows" else (*words, path)
    done = intercept(*given, "--tracks", TRACKS)
    assert done.returncode == 2
    assert "--tracks is not allowed with a scenario that names tracks of its own (raid.tracks.file" in done.stderr


@pytest.mark.parametrize(("options", "told"), [((), "30 columns"), (("--pairs",), "13 columns")])
def test_a_terminal_shows_what_fits_its_width(monkeypatch, options, told):
    monkeypatch.setattr("command._Both.isatty", lambda _: True)
    monkeypatch.setenv("TERM", "dumb")
    done = intercept(*GIVEN, *options)
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 100
    assert [cells[:2] for cells in map(str.split, lines) if cells[:1] == ["missile"]][:2] == [
        ["missile", "medium"],
        ["missile", "short"],
    ]
    assert "1,179.5–1,320.3" in done.stdout
    assert told in done.stderr
    assert done.stdout != intercept(*GIVEN, *options, "--format", "csv").stdout
