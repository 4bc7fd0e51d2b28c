"""`intercept fly` and `ic.Flight.of_class`: every class flies, and the values said to be used are those that count."""

import csv
import json
import math

import numpy as np
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import intercept as ic
from intercept.catalogue.rules import LIMITS
from intercept.cli import application
from intercept.errors import InvalidParameterError, UnreachableError
from intercept.flight.class_values import READ

CLASSES = list(ic.Catalogue.load().threats)


def fly(*words, code=0):
    result = CliRunner().invoke(application(), ["fly", *map(str, words)], catch_exceptions=code == 0)
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_lands_at_its_default_range(name):
    flight = ic.Flight.of_class(name)
    summary = next(ic.fly(flight).table().records())
    assert summary["outcome"] == "impact"
    # Flights of a class miss by less than 1 m.
    assert summary["distance_km"] == pytest.approx(flight.range_m / 1e3, abs=1e-3)
    assert len(flight.values)


@pytest.mark.parametrize("name", CLASSES)
def test_the_values_listed_are_those_the_flight_reads(name):
    generic = ic.Catalogue.load().threats[name]
    # Shorter than the default: on a long way the least-energy path, not the drawn value, sets the apogee.
    range_m = 0.7 * ic.Flight.of_class(name).range_m
    plain = ic.Flight.of_class(name, range_m=range_m)
    for key, p in generic.parameters.items():
        if p.derived != "sourced" or key in LIMITS:
            continue
        ends = (p.low, p.high) if p.low < p.high else (p.mode + 1.0,)
        changed = [ic.Flight.of_class(name, range_m=range_m, overrides={key: end}) for end in ends]
        alike = all(_equal(one.flights, plain.flights) for one in changed)
        assert (key in set(plain.values["parameter"])) == (not alike), key


def _equal(one, other):
    kinds = ("depressed", "glide", "hypersonic_cruise", "route")
    return all(np.array_equal(getattr(one, kind), getattr(other, kind)) for kind in kinds)


def test_the_lists_of_values_name_parameters_that_exist():
    known = {key for generic in ic.Catalogue.load().threats.values() for key in generic.parameters}
    assert not sorted(key for keys in READ.values() for key in keys if key not in known)


def test_mixed_classes_fly_in_the_order_given():
    names = ["decoy_drone", "quasi_ballistic", "hypersonic_glide", "hypersonic_cruise", "jet_drone"]
    names.append("short_range_ballistic")
    flights = [ic.Flight.of_class(name) for name in names]
    together = ic.fly(flights).table()["flight_time_s"]
    alone = [float(ic.fly(flight).table()["flight_time_s"][0]) for flight in flights]
    assert list(together) == alone


def test_a_draw_is_repeatable_and_its_mode_is_not_a_draw():
    drawn = [ic.Flight.of_class("quasi_ballistic", range_m=4e5, seed=seed).values["used"] for seed in (3, 3, 4, None)]
    assert list(drawn[0]) == list(drawn[1])
    assert list(drawn[0]) != list(drawn[2]) != list(drawn[3])


def test_a_flight_starts_where_it_was_told_and_goes_that_way():
    launch = np.radians([-55.0, 179.0])
    trajectories = ic.fly(
        ic.Flight.of_class("short_range_ballistic", range_m=2e5, launch_point=launch, azimuth_rad=np.radians(45.0))
    )
    start, _ = trajectories.sample(0, 0.0)
    latitude, longitude, _ = ic.earth.ecef_to_geodetic(start)
    # 1 nm over the Earth's radius is 2e-16; the scenario's degrees cost some more digits.
    assert float(latitude[0]) == pytest.approx(launch[0], abs=1e-13)
    assert float(longitude[0]) == pytest.approx(launch[1], abs=1e-13)
    end, _ = trajectories.sample(0, 1e6)
    end_latitude, end_longitude, _ = ic.earth.ecef_to_geodetic(end)
    distance, azimuth, _ = ic.earth.geodesic_inverse(launch[0], launch[1], end_latitude[0], end_longitude[0])
    assert np.squeeze(distance) == pytest.approx(2e5, abs=1.0)
    assert np.squeeze(azimuth) == pytest.approx(math.radians(45.0), abs=1e-5)


def test_out_of_reach_says_by_how_much():
    with pytest.raises(UnreachableError, match=r"690000 m at most \(range_km\), short by 10000 m"):
        ic.Flight.of_class("quasi_ballistic", range_m=700e3)


def test_a_simplified_world_is_refused():
    with pytest.raises(InvalidParameterError, match="world"):
        ic.fly(ic.Flight.of_class("jet_drone"), world=ic.World(rotation_rate_rad_s=0.0))


def test_the_table_has_readings_events_and_sources():
    text = fly("--class", "quasi_ballistic", "--range", "400km", "--set", "dive_angle_deg=50")
    for words in ("400.0 km", "Burnout", "Pull-up", "Impact", "CSIS", "Dive angle 50 degree", "given by you"):
        assert words in text


def test_json_has_the_same_flight():
    told = json.loads(fly("--class", "jet_drone", "--range", "300 km", "--from", "-40,-120", "--json"))
    assert told["range_km"] == 300.0
    assert told["launch_point_deg"] == [-40.0, -120.0]
    assert told["summary"]["outcome"] == "impact"
    assert told["values"][0]["source"]


def test_the_path_is_written_in_steps(tmp_path):
    for name in ("path.csv", "path.json", "path.parquet"):
        fly("--class", "short_range_ballistic", "--step", "10s", "--out", tmp_path / name)
    with (tmp_path / "path.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [float(row["time_s"]) for row in rows[:3]] == [0.0, 10.0, 20.0]
    assert float(rows[-1]["ground_distance_km"]) == pytest.approx(300.0, abs=1e-3)
    assert len(json.loads((tmp_path / "path.json").read_text())) == len(rows)
    parquet = pq.read_table(tmp_path / "path.parquet")
    assert parquet.num_rows == len(rows)


def test_the_page_opens_offline_and_the_figure_is_one_document(tmp_path):
    page, figure = tmp_path / "flight.html", tmp_path / "flight.svg"
    for path in (page, figure):
        fly("--class", "hypersonic_glide", "--plot", path)
    text = page.read_text()
    assert text.count("<figure>") >= 6
    assert "default-src 'none'" in text
    assert '<script src="' not in text
    text = figure.read_text()
    assert text.count("<svg ") == 1
    assert all(f">{name}<" in text for name in ("Altitude", "Ground track", "Speed", "Load factor"))
