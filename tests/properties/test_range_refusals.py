"""Values at, just inside and just outside the ends of what is allowed: flown, or refused by class, name and limit."""

import pickle
import re

import numpy as np
import pytest

import intercept as ic
from intercept import flights
from intercept.catalogue.generic_class import LIMITED_PAIRS, override_problems
from intercept.catalogue.uncertain import Stated
from intercept.errors import InvalidParameterError, UnreachableError
from intercept.flight.class_rows import Ends, reach

CATALOGUE = ic.Catalogue.load()
CLASSES = sorted(CATALOGUE.threats)
SHORTEST_M = 1_000.0


def longest_m(name):
    return reach(CATALOGUE.threats[name])[1]


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("inside_m", [0.0, 1e-6, 1.0])
def test_a_range_inside_is_flown_or_its_row_names_class_and_range(name, inside_m):
    for range_m in (SHORTEST_M + inside_m, longest_m(name) - inside_m):
        flown = ic.fly(ic.Flight.of_class(name, range_m=range_m))
        if flown.outcome[0] != ic.Outcome.IMPACT:
            assert flown.fault(0).startswith(f"{name} over range_m = {range_m}: "), flown.fault(0)


def test_most_classes_cannot_come_down_a_kilometre_away_and_say_so():
    # Else the test above would look at no fault; those that say so have kept them through a copy.
    batch = ic.fly([ic.Flight.of_class(name, range_m=SHORTEST_M) for name in CLASSES])
    faults = [batch.fault(row) for row in range(len(CLASSES))]
    assert sum(fault is not None for fault in faults) >= 5
    made = pickle.loads(pickle.dumps(batch))  # noqa: S301 - our own
    assert [made.fault(row) for row in range(len(CLASSES))] == faults
    assert (made.outcome == batch.outcome).all()


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("rounded_m", [1e-9, 1e-7, 9e-4])
def test_the_ends_of_a_range_are_inside_it_however_they_are_rounded(name, rounded_m):
    for outside, end_m in ((-1.0, SHORTEST_M), (1.0, longest_m(name))):
        assert ic.Flight.of_class(name, range_m=end_m + outside * rounded_m).range_m == end_m


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("outside_m", [2e-3, 1.0, 1e4])
def test_a_range_outside_is_refused_with_a_value_that_is_not_the_limit(name, outside_m):
    longest = longest_m(name)
    with pytest.raises(UnreachableError) as caught:
        ic.Flight.of_class(name, range_m=longest + outside_m)
    said = str(caught.value)
    value = float(re.match(r"range_m = (\S+) is not allowed", said)[1])
    limit = float(re.search(r"reaches (\S+) m at most", said)[1])
    assert name in said
    assert limit == longest
    assert value > limit
    assert float(re.search(r"short by (\S+) m", said)[1]) == pytest.approx(value - limit, rel=1e-5)
    with pytest.raises(InvalidParameterError, match=r"range_m = .* at least 1000"):
        ic.Flight.of_class(name, range_m=SHORTEST_M - min(outside_m, 999.0))


def test_a_destination_of_a_raid_a_little_too_far_shows_by_how_much():
    ends = Ends.between(np.array([[-0.785, -2.18]]), np.array([[-0.685, -2.18]]), "threat")
    generic = CATALOGUE.threats["quasi_ballistic"]
    for beyond_m in (0.01, 1_500.0):
        with pytest.raises(UnreachableError) as caught:
            ends.check_reach(generic, np.array([longest_m("quasi_ballistic") + beyond_m]))
        said = str(caught.value)
        away, most, short = (
            float(re.search(p, said)[1]) for p in (r"is (\S+) km", r"reaches (\S+) km", r"by (\S+) km")
        )
        assert away > most
        assert short > 0.0


LIMITED = [
    (kind, name, key)
    for kind in ("threat", "defence")
    for name, generic in CATALOGUE.of_kind(kind).items()
    for pair in LIMITED_PAIRS
    for key in pair[::2]
    if set(pair[::2]) <= set(generic.parameters) and generic.parameters[key].derived == "sourced"
]


@pytest.mark.parametrize(("kind", "name", "key"), LIMITED)
def test_a_value_that_another_one_limits_is_refused_once_with_the_limit_that_holds(kind, name, key):
    generic = CATALOGUE.of_kind(kind)[name]

    def problems(value):
        return override_problems(generic, {key: Stated(low=value, mode=value, high=value)})

    for wrong in (0.0, -1.0, 1e12):
        said = problems(wrong)
        assert len(said) == 1, said
        low, high = (float(end.replace(",", "")) for end in re.search(r"from (\S+) to ([\d.,e+]*\d)", said[0]).groups())
        # Rounded to six digits in words; at and inside the ends nothing is refused, outside it is, in the same words.
        assert problems(low * (1.0 + 1e-5)) == []
        assert problems(high * (1.0 - 1e-5)) == []
        assert [text.split(" must be ")[1] for text in problems(high * (1.0 + 1e-5))] == [said[0].split(" must be ")[1]]


def test_points_of_a_route_in_one_place_are_one_unless_a_height_is_lost():
    place, middle, end = (-0.785, -2.18), (-0.795, -2.17), (-0.805, -2.18)
    plain = ic.fly(flights.RouteFlight([place, middle, end], 200.0))
    for points in ([place, place, middle, end], [place, middle, middle, end], [place, middle, end, end]):
        assert ic.fly(flights.RouteFlight(points, 200.0)) == plain
    middles = [(*place, 50.0), (*middle, 50.0), (*middle, 90.0), (*end, 50.0)]
    for points, words in (
        ([(*place, 50.0), (*place, 90.0), (*end, 50.0)], "from the start to waypoint 1 in m = 0 "),
        ([(*place, 50.0), (*end, 50.0), (*end, 90.0)], "from waypoint 1 to the end in m = 0 "),
        (middles, "from waypoint 1 to waypoint 2 in m = 0 "),
    ):
        flown = ic.fly(flights.RouteFlight(points, 200.0))
        assert flown.outcome[0] == ic.Outcome.INVALID
        assert words in flown.fault(0)


def test_a_glide_that_can_only_overshoot_is_out_of_reach_and_one_that_flies_away_says_so():
    def sent(azimuth_rad, destination):
        return ic.fly(flights.GlideFlight(-0.785, -2.18, azimuth_rad, 6000.0, 2000.0, 2.5, destination=destination))

    near = sent(0.0, (-0.755, -2.18))
    assert near.outcome[0] == ic.Outcome.UNREACHABLE
    assert "out of reach: the nearest reachable distance is" in near.fault(0)
    behind = sent(0.4, (-0.82, -2.2))
    assert behind.outcome[0] in {ic.Outcome.NOT_CONVERGED, ic.Outcome.UNREACHABLE}
    assert "distance is -" not in behind.fault(0)
