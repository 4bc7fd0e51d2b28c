"""Figures as SVG: they hold what was given, stay small, and say what is wrong."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from intercept.errors import InvalidParameterError
from intercept.report.look.svg import Series, line_chart, sheet

LABELS = {"x_label": "Time, s", "y_label": "Height, m"}


def test_the_ends_of_a_line_lie_on_the_corners_of_given_ranges():
    drawn = line_chart([Series("fall", [0, 10], [0, 5])], **LABELS, x_range=(0, 10), y_range=(0, 5))
    ET.fromstring(drawn)  # noqa: S314 - our own text
    frame = re.search(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', drawn)
    left, top, width, height = map(float, frame.groups())
    path = re.search(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" stroke="#0072b2"', drawn)
    assert list(map(float, path.groups())) == [left, top + height, left + width, top]


def test_many_points_make_a_small_file_that_keeps_the_curve():
    time = np.linspace(0, 100, 200_000)
    drawn = line_chart([Series("wave", time, np.sin(time / 10))], **LABELS)
    assert len(drawn) < 12_000
    kept = re.search(r'd="M([^"]+)" stroke="#0072b2"', drawn).group(1).count("L")
    assert kept > 50


def test_names_are_escaped_and_negative_powers_are_valid():
    drawn = line_chart([Series("<a & b>", [1e-12, 1], [-1, 2])], **LABELS, x_scale="log", title="<t>")
    text = "".join(ET.fromstring(sheet([drawn, drawn, drawn])).itertext())  # noqa: S314
    assert "<a & b>" in text
    assert "\u221212" in text


def test_a_gap_breaks_the_line():
    drawn = line_chart([Series("", [0, 1, 2, 3, 4], [0, 1, np.nan, 1, 0])], **LABELS)
    assert re.search(r'd="M[^"M]+M[^"M]+" stroke="#0072b2"', drawn)


@pytest.mark.parametrize(
    ("series", "more"),
    [
        ([], {}),
        ([Series("a", [np.nan], [1])], {}),
        ([Series("a", [0, 1], [1])], {}),
        ([Series("a", [0, 1], [1, 2])], {"width": 10}),
        ([Series("a", [0, 1], [1, 2])], {"x_range": (2, 1)}),
        ([Series("a", [0, 1], [1, 2])], {"x_range": (0, 1), "x_scale": "log"}),
    ],
)
def test_what_cannot_be_drawn_is_told(series, more):
    with pytest.raises(InvalidParameterError):
        line_chart(series, **LABELS, **more)
