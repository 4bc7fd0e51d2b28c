"""Shapes cut along the antimeridian, checked by area, orientation and a fine net of points."""

import numpy as np
import pytest
import shapely

from intercept.areas import geojson


def wrapped(ring):
    return np.column_stack([np.remainder(ring[:, 0] + 180.0, 360.0) - 180.0, ring[:, 1]])


def circle(longitude, latitude, radius, n=90):
    turn = np.linspace(0.0, 2.0 * np.pi, n, endpoint=False)
    return np.column_stack([longitude + radius * np.cos(turn), latitude + radius * np.sin(turn)])


# A comb with its teeth to the east: cut at 180 it is one back and three teeth.
COMB = np.array(
    [
        *([170.0, 0.0], [190.0, 0.0], [190.0, 2.0], [175.0, 2.0], [175.0, 4.0], [190.0, 4.0]),
        *([190.0, 6.0], [175.0, 6.0], [175.0, 8.0], [190.0, 8.0], [190.0, 10.0], [170.0, 10.0]),
    ]
) - [0.0, 50.0]
SHAPES = {
    "away": ([circle(-125.0, -45.0, 15.0)], 1),
    "across": ([circle(175.0, -50.0, 15.0)], 2),
    "from the other side": ([circle(-178.0, -50.0, 15.0)], 2),
    "with a hole on the cut": ([circle(179.0, -50.0, 20.0), circle(181.0, -49.0, 6.0)[::-1]], 2),
    "with a hole beside it": ([circle(179.0, -50.0, 20.0), circle(170.0, -49.0, 4.0)[::-1]], 2),
    "comb": ([COMB], 4),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_pieces_are_the_shape(name):
    rings, pieces = SHAPES[name]
    dense = [
        np.concatenate([np.linspace(a, b, 20, endpoint=False) for a, b in zip(r, np.roll(r, -1, axis=0), strict=True)])
        for r in rings
    ]
    places = [np.radians(wrapped(ring))[:, ::-1] for ring in dense]
    found = shapely.geometry.shape(geojson.multi_polygon([places], {})["geometry"])
    assert (found.geom_type, len(found.geoms)) == ("MultiPolygon", pieces)
    assert found.is_valid
    for piece in found.geoms:
        assert piece.exterior.is_ccw
        assert not any(hole.is_ccw for hole in piece.interiors)
    plain = shapely.Polygon(rings[0], rings[1:])
    # Places are rounded to 1e-7 degree.
    assert found.area == pytest.approx(plain.area, rel=1e-6)
    assert np.abs(found.bounds[::2]).max() <= 180.0
    rng = np.random.default_rng(3)
    low, high = rings[0].min(axis=0) - 1.0, rings[0].max(axis=0) + 1.0
    for point in rng.uniform(low, high, (300, 2)):
        wanted = any(plain.contains(shapely.Point(point[0] + 360.0 * turn, point[1])) for turn in (-1, 0, 1))
        assert found.contains(shapely.Point(wrapped(point[None, :])[0])) == wanted


def test_a_line_is_cut_where_it_crosses():
    line = np.radians([[-52.0, 170.0], [-54.0, 190.0], [-56.0, 170.0]])
    geometry = geojson.line(line, {})["geometry"]
    assert geometry == {
        "type": "MultiLineString",
        "coordinates": [
            [[170.0, -52.0], [180.0, -53.0]],
            [[-180.0, -53.0], [-170.0, -54.0], [-180.0, -55.0]],
            [[180.0, -55.0], [170.0, -56.0]],
        ],
    }
    assert geojson.line(line[:1].repeat(2, axis=0), {})["geometry"]["type"] == "LineString"
