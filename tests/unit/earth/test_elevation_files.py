"""Rasters of heights as they are issued: units, scales, voids; systems that put the ground elsewhere are refused."""

import issued
import numpy as np
import pytest
import rasterio
from affine import Affine

import intercept as ic
from intercept.errors import InvalidParameterError

BAND = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], dtype=np.float32)


def heights(path, **options):
    """The heights in the middles of the cells, from the north-west."""
    terrain = ic.Terrain.from_geotiff(path, **options)
    rows, columns = np.repeat([-44.05, -44.15], 3), np.tile([-125.95, -125.85, -125.75], 2)
    return terrain.height_m(np.radians(rows), np.radians(columns)).tolist()


CHANGED = {
    "as it is": ({}, BAND),
    "feet": ({"unit": "ft"}, 0.3048 * BAND),
    "feet of the survey": ({"unit": "us-ft"}, 1200 / 3937 * BAND),
    "metres": ({"unit": "metre"}, BAND),
    "scale and offset": ({"scale": 0.1, "offset": 100.0}, 100.0 + 0.1 * BAND),
    "scale, offset and feet": ({"scale": 0.1, "offset": 100.0, "unit": "ft"}, 0.3048 * (100.0 + 0.1 * BAND)),
    "a vertical system in feet": ({"crs": "EPSG:4269+6360"}, 1200 / 3937 * BAND),
    "a vertical system in metres": ({"crs": "EPSG:4326+3855"}, BAND),
    "three dimensions": ({"crs": "EPSG:4979"}, BAND),
    "another datum of the Earth": ({"crs": "EPSG:4258"}, BAND),
    "the datum of North America": ({"crs": "EPSG:4269"}, BAND),
    "the datum of PZ-90": ({"crs": "EPSG:4740"}, BAND),
    "a datum with a small shift": ({"crs": "+proj=longlat +ellps=GRS80 +towgs84=1,2,0"}, BAND),
}


@pytest.mark.parametrize("name", CHANGED)
def test_scale_offset_and_unit_are_honoured(tmp_path, name):
    options, expected = CHANGED[name]
    found = heights(issued.elevation(tmp_path / "ground.tif", BAND, **options))
    assert found == pytest.approx(expected.ravel().tolist(), abs=1e-5)


VOIDS = [-32768, -32767, -9999, 9999, -99999, 99999, -3.4028234663852886e38, 3.4028234663852886e38, np.nan, np.inf]


@pytest.mark.parametrize("tag", [None, "same", "another"])
@pytest.mark.parametrize("void", VOIDS)
def test_voids_are_known_with_and_without_a_tag(tmp_path, void, tag):
    band = BAND.copy()
    band[0, 1] = void
    tags = {} if tag is None else {"nodata": void if tag == "same" else -1e4}
    path = issued.elevation(tmp_path / "ground.tif", band, **tags)
    assert heights(path, nodata_m=-7.0) == pytest.approx([1.0, -7.0, 3.0, 4.0, 5.0, 6.0], abs=1e-5)
    with pytest.raises(InvalidParameterError, match=r"nodata_m = None is not allowed.*1 cells"):
        ic.Terrain.from_geotiff(path)


def test_a_void_is_what_is_stored_not_what_it_is_scaled_to(tmp_path):
    band = np.array([[10, -32768, 30], [40, 50, 60]], dtype=np.int16)
    path = issued.elevation(tmp_path / "ground.tif", band, scale=0.1, unit="ft")
    assert heights(path, nodata_m=0.0) == pytest.approx([0.3048, 0.0, 0.9144, 1.2192, 1.524, 1.8288], abs=1e-6)


@pytest.mark.parametrize("kind", [np.int16, np.uint16, np.int32, np.uint32])
@pytest.mark.parametrize("tag", [{}, {"nodata": 7}])
def test_the_greatest_integer_is_a_void(tmp_path, kind, tag):
    greatest = np.iinfo(kind).max
    path = issued.elevation(tmp_path / "ground.tif", np.array([[1, greatest, 3], [4, 5, 6]], dtype=kind), **tag)
    assert heights(path, nodata_m=0.0) == pytest.approx([1.0, 0.0, 3.0, 4.0, 5.0, 6.0], abs=1e-5)
    with pytest.raises(InvalidParameterError, match=r"nodata_m = None is not allowed.*1 cells"):
        ic.Terrain.from_geotiff(path)


def test_all_of_a_byte_are_heights(tmp_path):
    band = np.array([[1, 255, 3], [4, 5, 6]], dtype=np.uint8)
    assert heights(issued.elevation(tmp_path / "ground.tif", band))[1] == pytest.approx(255.0, abs=1e-4)


@pytest.mark.parametrize(("sign", "unit"), [(-1.0, "m"), (1.0, "ft")])
def test_a_height_among_others_is_no_void(tmp_path, sign, unit):
    band = sign * np.array([[9990.0, 9999.0, 9500.0], [100.0, 200.0, 300.0]], dtype=np.float32)
    metres = {"m": 1.0, "ft": 0.3048}[unit]
    found = heights(issued.elevation(tmp_path / "trench.tif", band, unit=unit))
    assert found[1] == pytest.approx(sign * 9999.0 * metres, abs=1e-3)


def of(name, *, meridian=0.0, unit="degree", radians=np.pi / 180.0):
    spheroid = 'SPHEROID["WGS 84",6378137,298.257223563]'
    return f'GEOGCS["{name}",DATUM["d",{spheroid}],PRIMEM["p",{meridian}],UNIT["{unit}",{radians!r}]]'


REFUSED = {
    "coordinate system": {"crs": None},
    "EPSG:32633.*gdalwarp": {"crs": "EPSG:32633"},
    "north up": {"transform": Affine(0.1, 0.01, -126.0, 0.01, -0.1, -44.0)},
    "from Greenwich.*2.33": {"crs": "EPSG:4807"},
    "from Greenwich.*7.5": {"crs": of("own", meridian=7.5)},
    "in degrees .*grad": {"crs": of("own", unit="grad", radians=np.pi / 200.0)},
    "in degrees .*arc-second": {"crs": of("own", unit="arc-second", radians=np.pi / 648_000.0)},
    "of the Earth.*1737.4 km": {"crs": "+proj=longlat +R=1737400 +no_defs"},
    "of the Earth.*3396.2 km": {"crs": "+proj=longlat +a=3396190 +b=3376200 +no_defs"},
    'metres or feet.*"fathom"': {"unit": "fathom"},
    "within 10 m .*EPSG:4267 is on the ellipsoid Clarke 1866.*gdalwarp": {"crs": "EPSG:4267"},
    "within 10 m .*EPSG:4230 is on the ellipsoid International 1924.*gdalwarp": {"crs": "EPSG:4230"},
    "within 10 m .*EPSG:4322 is on the ellipsoid WGS 72.*gdalwarp": {"crs": "EPSG:4322"},
    "within 10 m .*112 m from it.*gdalwarp": {"crs": "+proj=longlat +ellps=GRS80 +towgs84=100,50,0"},
    "within 10 m .*gdalwarp": {"crs": "+proj=longlat +R=6371000 +no_defs"},
}


@pytest.mark.parametrize("says", REFUSED)
def test_what_would_put_the_ground_elsewhere_is_refused(tmp_path, says):
    with pytest.raises(InvalidParameterError, match=says):
        ic.Terrain.from_geotiff(issued.elevation(tmp_path / "ground.tif", BAND, **REFUSED[says]))


def test_heights_beyond_those_of_the_earth_are_refused(tmp_path):
    with pytest.raises(InvalidParameterError, match=r"29,029 m are not allowed.*state the unit"):
        ic.Terrain.from_geotiff(issued.elevation(tmp_path / "feet.tif", np.float32([[0.0, 29_029.0], [1.0, 2.0]])))


def test_of_several_bands_one_is_chosen(tmp_path):
    path = tmp_path / "bands.tif"
    issued.elevation(path, BAND)
    with rasterio.open(path) as one:
        profile = one.profile
    with rasterio.open(path, "w", **profile | {"count": 3}) as raster:
        for number, factor in enumerate((1.0, 10.0, 100.0), 1):
            raster.write(factor * BAND, number)
        raster.descriptions = ("slope", "height", None)
        raster.scales, raster.offsets, raster.units = (1.0, 2.0, 1.0), (0.0, 5.0, 0.0), ("", "m", "fathom")
    with pytest.raises(InvalidParameterError, match=r'band = None .* from 1 to 3, .* 3 bands: 1 "slope", 2 "height"'):
        ic.Terrain.from_geotiff(path)
    assert heights(path, band=2) == pytest.approx((5.0 + 20.0 * BAND).ravel().tolist(), abs=1e-4)
    with pytest.raises(InvalidParameterError, match='the unit of its band is "fathom"'):
        ic.Terrain.from_geotiff(path, band=3)
    for wrong in (0, 4, "height", 1.5):
        with pytest.raises(InvalidParameterError, match=r"band = .* must be a whole number from 1 to 3"):
            ic.Terrain.from_geotiff(path, band=wrong)
    assert heights(issued.elevation(tmp_path / "one.tif", BAND), band=1) == BAND.ravel().tolist()


def test_complex_numbers_are_no_heights(tmp_path):
    with pytest.raises(InvalidParameterError, match=r"real numbers.*complex64"):
        ic.Terrain.from_geotiff(issued.elevation(tmp_path / "ground.tif", BAND.astype(np.complex64)))


def test_a_tile_of_srtm_as_issued(tmp_path):
    band = np.zeros((1201, 1201), dtype=np.int16)
    band[0, 0], band[600, 300], band[1200, 1200] = 7, 250, -32768
    terrain = ic.Terrain.from_geotiff(issued.srtm(tmp_path / "S45W126.hgt", band), nodata_m=0.0)
    found = terrain.height_m(np.radians([-44.0, -44.5, -45.0]), np.radians([-126.0, -125.75, -125.0]))
    assert found == pytest.approx([7.0, 250.0, 0.0], abs=1e-6)
