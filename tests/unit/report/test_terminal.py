"""Tables for the terminal: what stands in their cells."""

from types import SimpleNamespace

import numpy as np

from intercept.base.table import Table
from intercept.report.terminal import reasons


def test_the_class_most_often_is_that_of_most_pairs_not_of_the_largest_row():
    table = Table(
        {
            "threat_class": np.array(["jet_drone", "subsonic_cruise", "subsonic_cruise"]),
            "reason": np.array(["too_late"] * 3),
            "pairs": np.array([5, 4, 4]),
        }
    )
    columns = reasons(SimpleNamespace(reasons=table, geometry_samples=4)).columns
    assert [next(iter(column.cells)) for column in columns] == ["Too late", "3.2", "100 %", "Subsonic cruise"]
