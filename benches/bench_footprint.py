"""How long does the area that one unit defends against a class take, on the default grid?"""

import numpy as np
import pytest

import intercept as ic

POSITION = (-0.785, -2.18)
# Class of the threat and of the unit.
PAIRS = {
    "short_range_ballistic": "medium_range_sam",
    "quasi_ballistic": "terminal_hit_to_kill",
    "air_launched_aeroballistic": "terminal_hit_to_kill",
    "hypersonic_cruise": "long_range_sam",
    "hypersonic_glide": "terminal_hit_to_kill",
    "subsonic_cruise": "medium_range_sam",
}


def defence(unit):
    sensor = ic.Sensor.of_class("surveillance_radar", position=POSITION)
    return ic.Defence([sensor], [ic.FireUnit.of_class(unit, position=POSITION)])


@pytest.mark.benchmark(group="defended area, default grid")
@pytest.mark.parametrize("name", PAIRS)
def test_footprint(benchmark, name):
    held = defence(PAIRS[name])
    options = {} if benchmark.enabled else {"resolution": 9}
    found = ic.defended_area(held, name, **options)
    # The same for any number of threads; a point of the grid is inside where its flight can be engaged.
    alone = ic.defended_area(held, name, threads=1, **options)
    assert np.array_equal(found.field.engaged.opportunities, alone.field.engaged.opportunities)
    assert found.area_km2 == alone.area_km2
    inside = (found.field.engaged.opportunities >= 1).mean()
    whole_km2 = (2e-3 * found.field.axis_m[-1]) ** 2
    step = 1.0 / (len(found.field.axis_m) - 1)
    assert abs(found.area_km2 / whole_km2 - inside) < 4 * np.sqrt(inside) * step + step
    benchmark.extra_info |= {
        "accuracy": "the same area and windows on one thread; area of the cells",
        "flights": found.field.flights,
    }
    benchmark.pedantic(ic.defended_area, args=(held, name), kwargs=options, rounds=3 if benchmark.enabled else 1)
