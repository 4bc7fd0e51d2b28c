"""Polygons about what is inside, against shapes of known area; the area on the ellipsoid against outside figures."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
import intercept._core as _core
from intercept.areas.boundary import bisect, enclose, polygons
from intercept.areas.counting import Engaged
from intercept.earth.geodesics import area_m2

AXIS = np.linspace(-1.0, 1.0, 41)


def counted(inside):
    """An `Engaged` of flights that all differ in nothing but whether they can be shot at once."""
    nothing = np.full(len(inside), np.nan)
    return Engaged(
        inside.astype(np.int64),
        np.zeros(len(inside), dtype=np.uint8),
        nothing,
        nothing,
        nothing,
        inside.astype(np.int64),
    )


def field(shape, axis=AXIS, edge=1e-6):
    return enclose(lambda x, y: counted(shape(x, y)), axis, 1, edge)


def area(found):
    return sum(shapely.Polygon(rings[0], rings[1:]).area for rings in found)


def test_a_circle_has_its_area_to_the_chords_of_the_grid():
    found = field(lambda x, y: np.hypot(x, y) < 0.8).polygons
    assert [len(polygon) for polygon in found] == [1]
    # A chord of a circle of radius r, as long as a cell's diagonal h, cuts off at most h^3/(12 r): 0.05^2 x 2 in all.
    assert area(found) == pytest.approx(math.pi * 0.64, rel=2 * 0.05**2 / 6 / 0.64)
    assert np.hypot(*found[0][0].T) == pytest.approx(0.8, abs=1e-6)


def test_a_ring_has_a_hole_and_an_island_in_it_is_another_polygon():
    r = np.hypot
    found = field(lambda x, y: ((r(x, y) < 0.9) & (r(x, y) > 0.6)) | (r(x, y) < 0.3)).polygons
    assert [len(polygon) for polygon in found] == [2, 1]
    assert [shapely.LinearRing(ring).is_ccw for ring in found[0]] == [True, False]
    assert area(found) == pytest.approx(math.pi * (0.81 - 0.36 + 0.09), rel=3e-3)


def test_what_reaches_the_border_ends_there():
    found = field(lambda x, _: x > 0.123).polygons
    assert area(found) == pytest.approx(2.0 * (1.0 - 0.123), abs=1e-5)
    everything = field(lambda x, _: np.full(len(x), fill_value=True))
    assert area(everything.polygons) == pytest.approx(4.0, abs=1e-12)
    assert field(lambda x, _: np.full(len(x), fill_value=False)).polygons == []


@pytest.mark.parametrize("joined", [True, False])
def test_a_saddle_is_joined_as_its_middle_says(joined):
    axis = np.array([-1.0, 0.0, 1.0, 2.0])

    def shape(x, y):
        corner = ((x <= 0.2) & (y <= 0.2)) | ((x >= 0.8) & (y >= 0.8))
        return corner | (joined & (np.abs(x - 0.5) < 0.4) & (np.abs(y - 0.5) < 0.4))

    assert len(field(shape, axis).polygons) == (1 if joined else 2)


@given(st.integers(0, 2**25 - 1))
def test_rings_of_any_grid_are_closed_and_enclose_what_is_inside(bits):
    inside = np.array([bits >> k & 1 for k in range(25)], dtype=bool).reshape(5, 5)
    edges = {(0, *place) for place in np.argwhere(inside[:, 1:] != inside[:, :-1]).tolist()}
    edges |= {(1, *place) for place in np.argwhere(inside[1:] != inside[:-1]).tolist()}
    found = polygons(inside, dict.fromkeys(edges, 0.4), np.empty((0, 2), dtype=int), np.arange(5.0))
    shapes = [shapely.Polygon(rings[0], rings[1:]) for rings in found]
    assert all(shape.is_valid for shape in shapes)
    for i, j in np.argwhere(inside).tolist():
        # Nodes on the border lie on a ring: step inwards.
        point = np.array([min(max(j, 0.01), 3.99), min(max(i, 0.01), 3.99)])
        assert sum(shape.contains(shapely.Point(point)) for shape in shapes) == 1


def test_halving_finds_edges_to_the_width_asked_for():
    edges = np.array([0.1, 0.5, 0.9])
    first = np.array([True, False, True])
    found, used = bisect(lambda at: (at < edges) == first, first, 1e-3)
    assert found == pytest.approx(edges, abs=1e-3)
    assert used == 3 * 9


def dense(corners, count=2000):
    """Points along the geodesics between corners, degrees to rad."""
    points = []
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        distance, azimuth, _ = ic.earth.geodesic_inverse(*np.radians(a), *np.radians(b))
        along = np.linspace(0.0, float(np.squeeze(distance)), count, endpoint=False)
        start = (np.full(count, angle) for angle in np.radians(a))
        latitude, longitude, _ = _core.geodesic_direct(*start, np.full(count, float(np.squeeze(azimuth))), along)
        points.append(np.column_stack([latitude, longitude]))
    return np.vstack(points)


def test_area_on_the_ellipsoid_against_a_published_geodesic_polygon():
    # Test case 15 of the polygon areas of GeographicLib (C. F. F. Karney, J. Geodesy 87, 43, 2013), m2.
    ring = dense([(2.0, 1.0), (1.0, 2.0), (3.0, 3.0)])
    assert area_m2(*ring.T) == pytest.approx(18454562325.45119, rel=1e-8)
    assert area_m2(*ring[::-1].T) == pytest.approx(-18454562325.45119, rel=1e-8)


def test_area_of_a_lune_is_its_share_of_the_ellipsoid():
    # Total area of WGS 84: 510 065 621.724 km2 (NIMA TR8350.2, table 3.3).
    latitude = np.radians([-89.9999, -89.9999, 89.9999, 89.9999])
    longitude = np.radians([175.0, -175.0, -175.0, 175.0])
    assert 36e-6 * area_m2(latitude, longitude) == pytest.approx(510_065_621.724, rel=1e-9)
