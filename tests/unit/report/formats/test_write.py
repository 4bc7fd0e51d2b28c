"""`ic.write`: which thing goes into which format, the same bytes each time, and what it refuses."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import issued
import pytest
import written

import intercept as ic
from intercept.cli import coverage, fly, footprint, output, windows
from intercept.errors import InvalidParameterError, MissingExtraError
from intercept.report.formats.known import FORMATS

TABLES = {"csv", "json", "parquet", "nc", "zarr"}
AREAS = {"geojson", "kml", "kmz", "czml"}
ALLOWED = {
    "Table": TABLES,
    "Trajectories": TABLES | AREAS | {"gpx"},
    "EngagementWindows": TABLES | AREAS | {"gpx"},
    "Coverage": TABLES | AREAS | {"gpx"},
    "Dispersion": TABLES | AREAS,
    "DefendedArea": TABLES | AREAS,
    "areas": TABLES | AREAS,
    "AreaLoss": TABLES | AREAS,
}
CASES = [(kind, ending) for kind in ALLOWED for ending in FORMATS]


def bytes_of(path):
    """Return the bytes of a file, or of all files of a store by name."""
    if path.is_file():
        return path.read_bytes()
    return {str(each.relative_to(path)): each.read_bytes() for each in sorted(path.rglob("*")) if each.is_file()}


@pytest.mark.parametrize(("kind", "ending"), CASES)
def test_a_thing_goes_into_the_formats_that_can_hold_it(kind, ending, tmp_path):
    thing, path = written.KINDS[kind](), tmp_path / f"thing.{ending}"
    if ending in ALLOWED[kind]:
        assert ic.write(thing, path) == [path]
        assert bytes_of(path)
        assert [each.name for each in tmp_path.iterdir()] == [path.name]
        return
    with pytest.raises(InvalidParameterError) as caught:
        ic.write(thing, path)
    said = str(caught.value)
    assert "\n" not in said
    listed = said.partition("must end in ")[2].partition(", or come with")[0]
    assert {each.strip(" .") for each in listed.split(",")} == ALLOWED[kind]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ALLOWED)
def test_the_same_thing_makes_the_same_bytes(kind, tmp_path):
    thing, made = written.KINDS[kind](), {}
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        for ending in ALLOWED[kind]:
            (path,) = ic.write(thing, tmp_path / turn / f"thing.{ending}")
            made.setdefault(ending, []).append(bytes_of(path))
    for ending, (one, two) in made.items():
        assert one == two, ending


WRITE = (
    "import sys; sys.path.insert(0, sys.argv[1]); import written, intercept as ic\n"
    "for e in sys.argv[3:]: ic.write(written.windows(), f'{sys.argv[2]}/thing.{e}')"
)


def test_another_process_makes_the_same_bytes(tmp_path):
    endings = sorted(ALLOWED["EngagementWindows"])
    support = str(written.__file__).rpartition("/")[0]
    subprocess.run(
        [sys.executable, "-c", WRITE, support, tmp_path, *endings],
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
    )
    (tmp_path / "own").mkdir()
    for ending in endings:
        (path,) = ic.write(written.windows(), tmp_path / "own" / f"thing.{ending}")
        assert bytes_of(path) == bytes_of(tmp_path / f"thing.{ending}"), ending


def test_threads_write_at_the_same_time(tmp_path):
    wanted = {}
    for ending in ("kml", "czml", "gpx", "nc"):
        (path,) = ic.write(written.flights(), tmp_path / f"one.{ending}")
        wanted[ending] = path.read_bytes()
    workers = [
        threading.Thread(target=ic.write, args=(written.flights(), tmp_path / f"{k}.{ending}"))
        for k in range(4)
        for ending in wanted
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all((tmp_path / f"{k}.{e}").read_bytes() == wanted[e] for k in range(4) for e in wanted)


@pytest.mark.parametrize(
    ("command", "kind"),
    [(fly, "Trajectories"), (windows, "EngagementWindows"), (footprint, "areas"), (coverage, "Coverage")],
)
def test_the_command_line_writes_what_python_writes(command, kind):
    assert set(command.FORMATS) == ALLOWED[kind]
    assert set(output.PRINTED) == {"csv", "json", *AREAS - {"kmz"}, "gpx"}


def test_the_format_may_be_named(tmp_path):
    (path,) = ic.write(written.table(), tmp_path / "data.txt", file_format="csv")
    assert path.read_text() == written.table().to_csv()
    (path,) = ic.write(written.flights(), tmp_path / "DATA.KML")
    assert path.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("kind", "name", "options", "told"),
    [
        ("Table", "a.csv", {"step_s": 1.0}, "option step_s = 1.0 is not allowed for Table: it has none"),
        (
            "Trajectories",
            "a.csv",
            {"rows": 1},
            "option rows = 1 is not allowed for Trajectories: must be one of step_s",
        ),
        ("Trajectories", "a.csv", {"step_s": 0.0}, "step_s = 0"),
        ("Trajectories", "a.kml", {"step_s": 1e-3, "file_format": "x"}, 'file_format = "x" is not allowed for Traj'),
        ("Trajectories", "a.kml", {"time_zero": "noon"}, 'time_zero = "noon" is not allowed: must be an instant'),
        ("Trajectories", "a", {}, "must end in .csv"),
        ("Trajectories", "nowhere/a.kml", {}, "a folder that exists"),
        ("Trajectories", "nowhere/a.zarr", {}, "a folder that exists"),
        ("EngagementWindows", "a.kml", {"threat": 99}, "threat = 99"),
        ("EngagementWindows", "a.kml", {"unit": "x"}, 'unit = "x" is not allowed: must be the name of a fire unit'),
        ("EngagementWindows", "a.csv", {"pairs": 1}, "pairs = 1"),
    ],
)
def test_what_cannot_be_written_is_refused(kind, name, options, told, tmp_path):
    with pytest.raises(InvalidParameterError) as caught:
        ic.write(written.KINDS[kind](), tmp_path / name, **options)
    assert told in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("thing", [None, "text", [], [1], 3.0, object()])
def test_what_is_no_thing_is_refused(thing, tmp_path):
    with pytest.raises(InvalidParameterError, match="thing = "):
        ic.write(thing, tmp_path / "a.csv")


def test_flights_of_which_none_was_flown_are_refused(tmp_path):
    still = ic.Ensemble(position_ecef_m=[7e6, 0.0, 0.0], velocity_ecef_m_s=[0.0] * 3, ballistic_coefficient_kg_m2=-1.0)
    for ending in ("kml", "czml", "gpx", "geojson"):
        with pytest.raises(InvalidParameterError, match="at least one flight that was flown"):
            ic.write(ic.fly(still), tmp_path / f"a.{ending}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_missing_extra_is_named(ending, tmp_path, monkeypatch):
    kind = "Trajectories"
    for module, extra in FORMATS[ending].modules:
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            patch.setitem(sys.modules, module.partition(".")[0], None)
            with pytest.raises(MissingExtraError, match=rf"the extra {extra} brings it"):
                ic.write(written.KINDS[kind](), tmp_path / f"a.{ending}")
    assert not list(tmp_path.iterdir())


def test_a_store_is_not_written_over(tmp_path):
    (path,) = ic.write(written.table(), tmp_path / "a.zarr")
    before = bytes_of(path)
    with pytest.raises(InvalidParameterError, match="a Zarr store that is not there yet"):
        ic.write(written.flights(), path)
    assert bytes_of(path) == before


def test_a_store_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xarray.Dataset.to_zarr", full)
    with pytest.raises(InvalidParameterError, match="No space left"):
        ic.write(written.table(), tmp_path / "a.zarr")
    assert not list(tmp_path.iterdir())


def test_a_result_goes_into_a_folder(tmp_path):
    from make_result import make_result  # noqa: PLC0415

    result = make_result(10)
    for ending in FORMATS:
        with pytest.raises(InvalidParameterError, match="must be the path of a folder"):
            ic.write(result, tmp_path / f"night.{ending}")
    with pytest.raises(InvalidParameterError, match="option step_s"):
        ic.write(result, tmp_path / "night", step_s=1.0)
    assert not list(tmp_path.iterdir())


def test_windows_of_which_there_is_none_are_written_all_the_same(tmp_path):
    found = ic.engagement_windows(written.tracks(), written.defence(), threat_class="jet_drone")
    assert not len(found.threat)
    for ending in ALLOWED["EngagementWindows"]:
        (path,) = ic.write(found, tmp_path / f"a.{ending}")
        assert bytes_of(path)


def test_an_area_without_a_place_is_written_all_the_same(tmp_path):
    area = ic.defended_area(written.defence(), "hypersonic_glide", resolution=5, extent_m=2e4)
    assert not area.polygons
    for ending in ALLOWED["DefendedArea"]:
        (path,) = ic.write(area, tmp_path / f"a.{ending}")
        assert bytes_of(path)


def test_threads_write_and_read_netcdf_at_the_same_time(tmp_path):
    issued.era5(tmp_path / "wind.nc")
    for k in range(3):
        ic.write(written.table(), tmp_path / f"{k}.nc")
    wanted = (tmp_path / "0.nc").read_bytes()
    with ThreadPoolExecutor(8) as workers:
        reads = [workers.submit(ic.Wind.from_netcdf, tmp_path / "wind.nc", time="2024-01-31T00:00") for _ in range(20)]
        writes = [workers.submit(ic.write, written.table(), tmp_path / f"{k}.nc") for k in range(40)]
        assert len({repr(read.result()) for read in reads}) == 1
        assert {write.result()[0].read_bytes() for write in writes} == {wanted}
