"""Use what is installed, as its user does: `python uses.py NAME...`; "base" is the package without extras."""

import argparse
import contextlib
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import intercept as ic

NIGHT = resources.files("intercept.cli").joinpath("examples", "notional-small.toml")


def night(folder: Path) -> Path:
    path = folder / "night.toml"
    path.write_text(NIGHT.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def base(folder: Path) -> None:
    command = shutil.which("intercept", path=str(Path(sys.executable).parent))
    assert command, "the command `intercept` is not installed"
    for words in (["--version"], ["check", night(folder)], ["demo", "notional-small"], ["catalog"], ["validate"]):
        done = subprocess.run([command, *map(str, words)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    result = ic.run(night(folder))
    assert len(result.table()) > 0
    one, two = (ic.simulate(ic.RaidPlan.of(*raid(folder)), seed=1, replications=50, threads=n) for n in (1, 2))
    assert np.array_equal(one.leaked, two.leaked)


def raid(folder: Path):
    plan = ic.compile_plan(ic.Scenario.from_file(night(folder)))
    return plan, ic.fly(plan)


def tables(folder: Path) -> None:
    table = ic.Table({"a": [1.0, 2.0]})
    ic.write(table, folder / "a.parquet")
    assert table.to_arrow().num_rows == 2


def report(folder: Path) -> None:
    plan, flights = raid(folder)
    ic.plot(ic.engagement_windows(flights, plan), folder / "windows.html")


def figures(folder: Path) -> None:
    plan, flights = raid(folder)
    ic.plot(ic.engagement_windows(flights, plan), folder / "windows.svg")


def areas(folder: Path) -> None:
    place = (-0.7, -2.1)
    sensor = ic.Sensor.of_class("surveillance_radar", position=place)
    defence = ic.Defence([sensor], [ic.FireUnit.of_class("short_range_sam", position=place)])
    area = ic.defended_area(defence, "subsonic_cruise", resolution=9)
    ic.write(area, folder / "area.geojson")


def formats(folder: Path) -> None:
    flown = ic.fly(ic.Flight.of_class("subsonic_cruise"))
    for ending in ("kml", "kmz", "czml", "gpx"):
        ic.write(flown, folder / f"flight.{ending}")


def pandas(folder: Path) -> None:
    assert list(ic.Table({"a": [1.0]}).to_pandas()["a"]) == [1.0]


def polars(folder: Path) -> None:
    assert ic.Table({"a": [1.0]}).to_polars()["a"].to_list() == [1.0]


def terrain(folder: Path) -> None:
    with contextlib.suppress(ic.InvalidParameterError):  # without the extra this is another error
        ic.Terrain.from_geotiff(folder / "none.tif")
    import rasterio  # noqa: PLC0415
    from rasterio.transform import from_origin  # noqa: PLC0415

    shape = {"driver": "GTiff", "height": 5, "width": 5, "count": 1, "dtype": "float32", "crs": "EPSG:4326"}
    with rasterio.open(folder / "a.tif", "w", transform=from_origin(-126, -44, 0.1, 0.1), **shape) as file:
        file.write(np.ones((5, 5), np.float32), 1)
    ic.Terrain.from_geotiff(folder / "a.tif")


def xarray(folder: Path) -> None:
    swept = ic.sweep(night(folder), {"raid.scale": [0.5, 1.0]}, scrambles=1, points=1)
    assert swept.to_xarray().sizes


def netcdf(folder: Path) -> None:
    with contextlib.suppress(ic.InvalidParameterError):
        ic.Wind.from_netcdf(folder / "none.nc")
    from netCDF4 import Dataset  # noqa: PLC0415

    with Dataset(folder / "a.nc", "w") as file:
        file.createDimension("a", 1)
    said = ""
    try:
        ic.Wind.from_netcdf(folder / "a.nc")
    except ic.InvalidParameterError as error:
        said = str(error)
    assert "a.nc" in said, "a file without wind was read"
    ic.write(ic.Table({"a": [1.0], "b": ["c"]}), folder / "b.nc")


def zarr(folder: Path) -> None:
    ic.write(ic.Table({"a": [1.0], "b": ["c"]}), folder / "a.zarr")


def testing(folder: Path) -> None:
    from intercept.testing import worlds  # noqa: PLC0415

    assert worlds()


def cluster(folder: Path) -> None:
    with contextlib.suppress(ic.InvalidParameterError):
        ic.run(night(folder), client=object())
    from distributed import Client, LocalCluster  # noqa: PLC0415

    one = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with LocalCluster(**one) as local, Client(local) as client:
        there = ic.run(night(folder), client=client)
    assert there.table().to_csv() == ic.run(night(folder)).table().to_csv()


def explore(folder: Path) -> None:
    from intercept.explore.answers import Explorer  # noqa: PLC0415
    from intercept.explore.server import Served  # noqa: PLC0415

    served = Served(Explorer(ic.Scenario.from_file(night(folder))), 8765)
    here = {"Host": "127.0.0.1:8765"}
    for path in ("", "assets/page.css", "assets/page.js", "scenario.toml?kill.radar_gun=1"):
        assert served.app.test_client().get(f"/{served.token}/{path}", headers=here).status_code == 200, path


USES = (
    *(base, tables, report, figures, areas, formats, pandas, polars, terrain, xarray, netcdf, zarr, testing, cluster),
    explore,
)

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="+", choices=[use.__name__ for use in USES])
    assert "site-packages" in ic.__file__, f"{ic.__file__} is not installed"
    for name in parser.parse_args().names:
        with TemporaryDirectory() as made:
            globals()[name](Path(made))
        sys.stdout.write(f"{name}: works\n")
