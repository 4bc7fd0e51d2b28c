"""Interceptors and their fly-out tables, as Python sees them."""

import dataclasses
import math
import re

import numpy as np
import pytest

import intercept as ic
from intercept.catalogue.catalogue import Catalogue
from intercept.engagement.defence.columns import FLYOUT_COLUMNS
from intercept.errors import InvalidParameterError

CLASSES = list(Catalogue.load().defences)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_an_interceptor_and_a_table(name):
    interceptor = ic.Interceptor.of_class(name)
    assert len(interceptor.row(1e4, 1e4)) == len(FLYOUT_COLUMNS)
    table = ic.FlyoutTable.of_class(name)
    reached = np.isfinite(table.time_of_flight_s)
    assert reached.any()
    assert np.all(np.isfinite(table.speed_m_s) == reached)
    assert np.all(table.lateral_acceleration_m_s2[reached] >= 0.0)
    assert len(table.table()) == reached.sum()


def test_columns_are_in_the_order_of_the_plan():
    fields = {field.name: float(i + 3) for i, field in enumerate(dataclasses.fields(ic.Interceptor))}
    one = ic.Interceptor(peak_speed_m_s=500.0)
    for name, value in fields.items():
        if name in {"constant_speed_m_s", "muzzle_speed_m_s", "peak_speed_m_s", "boost_time_s"}:
            continue
        # A bare copy: what a column holds is asked here, not whether the value is allowed.
        changed = dataclasses.replace(one)
        object.__setattr__(changed, name, value)
        row = dict(zip(FLYOUT_COLUMNS, changed.row(1.0, 2.0), strict=True))
        assert row[name] == value
        assert (row["slant_range_max_m"], row["altitude_max_m"]) == (1.0, 2.0)


def test_a_gun_has_the_mean_speed_of_its_class():
    # Its ballistic coefficient was chosen to; the row's own spread is some 10 %, the choice is rounded to 1 %.
    for name, slant_m in (("mobile_fire_group", 1_500.0), ("radar_gun", 3_500.0)):
        mode = {key: value.mode for key, value in Catalogue.load().defences[name].parameters.items()}
        time_s = ic.FlyoutTable.of_class(name).at(slant_m, 0.0)["time_of_flight_s"][0]
        mean = mode["mean_speed_share"] * mode["projectile_muzzle_speed_m_s"]
        assert slant_m / time_s == pytest.approx(mean, rel=0.01)


def test_an_interceptor_drone_climbs_and_tires():
    drone = ic.Interceptor(constant_speed_m_s=80.0, climb_rate_m_s=20.0, flight_time_max_s=100.0)
    table = ic.FlyoutTable.of(drone, slant_range_max_m=15e3, altitude_max_m=4e3)
    found = table.at([4_000.0, 600.0, 8_100.0, 100.0], [0.0, 800.0, 0.0, 2_100.0])["time_of_flight_s"]
    assert found == pytest.approx([50.0, 40.0, math.nan, math.nan], nan_ok=True)


def test_the_textbook_missile_has_its_published_mean_speeds():
    # 300 kg, 182 kg of propellant, 7 s boost, 53 s sustain. Ours has one mean mass for drag, and weight, which the
    # published flights cannot have had (docs/models/interceptor.md): mean speeds within a sixth of the published spans.
    missile = ic.Interceptor(
        peak_speed_m_s=550.0,
        boost_time_s=7.0,
        sustain_time_s=53.0,
        sustain_acceleration_m_s2=40.0,
        ballistic_coefficient_kg_m2=7_000.0,
        speed_min_m_s=100.0,
    )
    table = ic.FlyoutTable.of(missile, slant_range_max_m=9e4, altitude_max_m=9e4)
    angle = np.radians([5.0, 30.0, 75.0])
    for slant_m, low, high in ((1e4, 510.0, 560.0), (4e4, 480.0, 880.0), (8e4, 708.0, 1_231.0)):
        mean = slant_m / table.at(slant_m * np.cos(angle), slant_m * np.sin(angle))["time_of_flight_s"]
        mean = mean[np.isfinite(mean)]
        assert len(mean) >= 2
        assert np.all((mean > low / 1.167) & (mean < high * 1.167))
    low = np.radians(5.0)
    slant = np.linspace(100.0, 4e4, 400)
    assert np.nanmax(table.at(slant * np.cos(low), slant * np.sin(low))["speed_m_s"]) == pytest.approx(756.0, rel=0.05)


def test_time_lines_lie_where_their_time_is():
    table = ic.FlyoutTable.of_class("short_range_sam")
    line = table.time_line(12.0)
    line = line[np.isfinite(line[:, 0])]
    assert len(line) > 100
    assert table.at(line[:, 0], line[:, 1])["time_of_flight_s"] == pytest.approx(np.full(len(line), 12.0), abs=1e-4)
    edge = table.boundary()
    assert np.isfinite(table.at(0.999 * edge[:, 0], 0.999 * edge[:, 1])["time_of_flight_s"]).all()
    assert np.isnan(table.at(1.001 * edge[1:, 0], 1.001 * edge[1:, 1])["time_of_flight_s"]).all()


@pytest.mark.parametrize("suffix", [".svg", ".html"])
def test_the_fan_is_drawn(tmp_path, suffix):
    path = tmp_path / f"fan{suffix}"
    ic.plot(ic.FlyoutTable.of_class("manpads"), path)
    text = path.read_text(encoding="utf-8")
    assert "10 s" in text
    assert "boundary" in text


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (ic.Interceptor, "a speed is missing"),
        (lambda: ic.Interceptor(peak_speed_m_s=500.0, muzzle_speed_m_s=900.0), "exactly one"),
        (lambda: ic.Interceptor(peak_speed_m_s=math.nan), "peak_speed_m_s = NaN"),
        (lambda: ic.Interceptor(peak_speed_m_s="fast"), "peak_speed_m_s"),
        (lambda: ic.Interceptor(peak_speed_m_s=500.0, induced_drag=0.1), "lift_ratio_max = inf"),
        (lambda: ic.Interceptor(peak_speed_m_s=500.0, lift_ratio_max=-1.0), "lift_ratio_max = -1"),
        (lambda: ic.Interceptor(constant_speed_m_s=80.0, climb_rate_m_s=0.0), "climb_rate_m_s = 0"),
        (lambda: ic.Interceptor.of_class("none"), 'name = "none" is not allowed: must be one of mobile_fire_group'),
        (
            lambda: ic.FlyoutTable.of(ic.Interceptor(peak_speed_m_s=500.0), slant_range_max_m=None, altitude_max_m=1e4),
            "slant_range_max_m = None",
        ),
        (lambda: ic.FlyoutTable.of_class("manpads", slant_range_max_m=math.inf), "slant_range_max_m = inf"),
        (lambda: ic.FlyoutTable.of_class("manpads", points=(1, 5)), "points = 1"),
        (lambda: ic.FlyoutTable.of_class("manpads").at([1.0, 2.0], [1.0, 2.0, 3.0]), "ground_range_m of shape (2,)"),
        (lambda: ic.FlyoutTable.of_class("manpads").at(math.nan, 0.0), "ground_range_m = nan"),
        (lambda: ic.plot(ic.FlyoutTable.of_class("manpads"), "fan.gif"), "that ends in .html, .svg"),
        (lambda: ic.fly_out(ic.FlyoutTable.of_class("radar_gun"), (-0.785, -2.18), None, 0.0), "trajectories = None"),
        (lambda: ic.fly_out(None, (-0.785, -2.18), None, 0.0), "table = None"),
        (lambda: ic.FlyoutTable.of(3, slant_range_max_m=1e4, altitude_max_m=1e4), "interceptor = 3"),
        (lambda: ic.FlyoutTable.of_class("manpads", points=5), "points = 5"),
    ],
)
def test_bad_input_is_named(make, said):
    with pytest.raises(InvalidParameterError, match=re.escape(said)):
        make()


def test_the_farthest_point_at_a_height_is_the_last_that_has_a_time():
    table = ic.FlyoutTable.of_class("long_range_sam")
    far = table.farthest([100.0, 10e3, 24e3, 200e3])
    reached = np.isfinite(far["slant_range_m"])
    assert reached.tolist() == [True, True, True, False]
    ground = np.sqrt(far["slant_range_m"][:3] ** 2 - far["altitude_m"][:3] ** 2)
    assert np.isfinite(table.at(ground - 1.0, far["altitude_m"][:3])["time_of_flight_s"]).all()
    assert np.isnan(table.at(ground + 1.0, far["altitude_m"][:3])["time_of_flight_s"]).all()
    # The row claims 120 km for high targets: a straight line through dense air gets to half of it.
    assert far["slant_range_m"][:3] == pytest.approx([51e3, 69e3, 102e3], rel=0.02)
    assert far["mean_speed_m_s"][:3] == pytest.approx(far["slant_range_m"][:3] / far["time_of_flight_s"][:3])
    with pytest.raises(InvalidParameterError, match="altitude_m"):
        table.farthest([-1.0])
    drone = ic.FlyoutTable.of(ic.Interceptor(constant_speed_m_s=80.0), slant_range_max_m=8e3, altitude_max_m=3e3)
    assert drone.farthest([0.0])["slant_range_m"][0] == pytest.approx(8e3, abs=1e-2)


# Mean speed (m/s) to the farthest point at 0.1 km, or the lowest altitude if that is higher, 10 km and the highest
# altitude, where outside the row of the class.
OUTSIDE_THE_ROW = {
    "long_range_sam": [601, 636, 675],
    "terminal_hit_to_kill": [649, 635, 838],
    "upper_tier": [788, 2632],
}


@pytest.mark.parametrize("name", ["manpads", "short_range_sam", "medium_range_sam", *OUTSIDE_THE_ROW])
def test_mean_speeds_lie_in_the_row_of_the_class_or_are_told_in_the_documents(name):
    parameters = Catalogue.load().defences[name].parameters
    row, lowest = parameters["mean_speed_m_s"], max(parameters["altitude_min_m"].mode, 100.0)
    table = ic.FlyoutTable.of_class(name)
    heights = [lowest, *(height for height in (10e3,) if lowest < height < table.altitude_max_m)]
    mean = table.farthest([*heights, table.altitude_max_m])["mean_speed_m_s"]
    if name in OUTSIDE_THE_ROW:
        # To the unit in which docs/models/interceptor.md tells them.
        assert mean == pytest.approx(OUTSIDE_THE_ROW[name], abs=0.6)
    else:
        assert np.all((mean >= row.low) & (mean <= row.high))
