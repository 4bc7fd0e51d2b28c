"""Batches: a row is the flight it would be alone, whatever the number of threads and the order of rows."""

import dataclasses
import itertools

import numpy as np
from hypothesis import find, given
from hypothesis import strategies as st

import intercept as ic
from intercept.engagement.plan import plan_of_some
from intercept.testing import entries_with_drag, laws, raid_plans, small_scenarios

BODIES = st.lists(entries_with_drag(), min_size=1, max_size=5)


def released(bodies, threads=1):
    return ic.fly(
        ic.Ensemble(
            position_ecef_m=np.array([body.position_ecef_m for body in bodies]),
            velocity_ecef_m_s=np.array([body.velocity_ecef_m_s for body in bodies]),
            ballistic_coefficient_kg_m2=[body.ballistic_coefficient_kg_m2 for body in bodies],
        ),
        threads=threads,
    )


def rows_of(trajectories):
    edges = trajectories.offsets.astype(int)
    return [
        {name: column[start:stop].tobytes() for name, column in trajectories.knots().items()}
        for start, stop in itertools.pairwise(edges)
    ]


def windows_of(windows):
    names = ("threat", "unit", "part", "launch_s", "intercept_s", "opportunities", "reasons", "first_detection_s")
    return [getattr(windows, name).tobytes() for name in names]


@given(BODIES)
def test_a_released_row_is_the_flight_alone(bodies):
    assert rows_of(released(bodies)) == [rows_of(released([body]))[0] for body in bodies]


@given(BODIES, st.randoms(use_true_random=False))
def test_permuted_bodies_give_permuted_flights(bodies, random):
    order = list(range(len(bodies)))
    random.shuffle(order)
    flights = rows_of(released(bodies))
    assert rows_of(released([bodies[i] for i in order])) == [flights[i] for i in order]


@given(BODIES)
def test_a_bad_row_leaves_the_others_alone(bodies):
    spoilt = [dataclasses.replace(bodies[0], speed_m_s=float("nan")), *bodies]
    trajectories = released(spoilt)
    assert trajectories.outcome[0] == ic.Outcome.INVALID
    assert rows_of(trajectories)[1:] == rows_of(released(bodies))


@given(small_scenarios())
def test_one_thread_equals_many(scenario):
    plan = ic.compile_plan(scenario)
    flights = [ic.fly(plan, threads=threads) for threads in (1, 4)]
    assert laws.same_flights(*flights)
    windows = [ic.engagement_windows(flights[0], plan, threads=threads) for threads in (1, 4)]
    assert windows_of(windows[0]) == windows_of(windows[1])


def only(plan, rows):
    """The plan with some of its threats, in a given order."""
    flights, threats = plan.threats.flights, plan.threats
    assert not len(flights.glide_rows)
    places = {int(row): place for place, row in enumerate(rows)}

    def part(kind):
        old = [int(row) for row in getattr(flights, f"{kind}_rows")]
        kept = sorted((places[row], i) for i, row in enumerate(old) if row in places)
        return np.array([place for place, _ in kept], dtype=np.uint64), [i for _, i in kept]

    depressed_rows, depressed = part("depressed")
    route_rows, routes = part("route")
    offsets = flights.waypoint_offsets.astype(int)
    legs = [flights.waypoints[offsets[i] : offsets[i + 1]] for i in routes]
    chosen = dataclasses.replace(
        flights,
        depressed_rows=depressed_rows,
        depressed=flights.depressed[depressed],
        route_rows=route_rows,
        route=flights.route[routes],
        waypoints=np.concatenate([*legs, np.empty((0, 2))]),
        waypoint_offsets=np.cumsum([0, *map(len, legs)]).astype(np.uint64),
    )
    columns = ("class_index", "wave", "launch_s", "radar_cross_section_m2", "manoeuvre_m_s2")
    picked = {name: getattr(threats, name)[rows] for name in columns}
    return dataclasses.replace(plan, threats=dataclasses.replace(threats, **picked, flights=chosen))


def windows_by_threat(plan, flights):
    found = ic.engagement_windows(flights, plan, threads=1)
    rows = [np.flatnonzero(found.threat == i) for i in range(len(plan))]
    names = ("unit", "part", "launch_s", "intercept_s", "opportunities")
    return [[getattr(found, name)[mine].tobytes() for name in names] for mine in rows]


@given(small_scenarios(), st.randoms(use_true_random=False))
def test_permuted_threats_give_permuted_flights_and_windows(scenario, random):
    plan = ic.compile_plan(scenario)
    order = list(range(len(plan)))
    random.shuffle(order)
    shuffled = only(plan, order)
    flights, others = ic.fly(plan, threads=1), ic.fly(shuffled, threads=1)
    assert rows_of(others) == [rows_of(flights)[i] for i in order]
    windows = windows_by_threat(plan, flights)
    assert windows_by_threat(shuffled, others) == [windows[i] for i in order]


@given(small_scenarios(), st.data())
def test_some_threats_of_a_plan_fly_and_are_seen_as_if_alone(scenario, data):
    plan = ic.compile_plan(scenario)
    rows = sorted(data.draw(st.sets(st.integers(0, len(plan) - 1), min_size=1)))
    some = plan_of_some(plan, np.array(rows, dtype=np.uint32))
    flights, few = ic.fly(plan, threads=1), ic.fly(some, threads=1)
    assert rows_of(few) == [rows_of(flights)[row] for row in rows]
    windows = windows_by_threat(plan, flights)
    assert windows_by_threat(some, few) == [windows[row] for row in rows]


@given(raid_plans())
def test_replications_on_one_thread_equal_those_on_many(plan):
    tallies = [ic.simulate(plan, seed=7, replications=100, threads=threads) for threads in (1, 4)]
    assert laws.same_tallies(*tallies)


def test_readings_are_the_same_for_any_number_of_threads_and_alone():
    flown = released(list(itertools.islice(_few_bodies(), 4)))
    rng = np.random.default_rng(8)
    # Enough rows for chunks of several threads, some of them not flown and some at no time.
    row, time_s = rng.integers(0, len(flown), 10_000), rng.uniform(-5.0, 300.0, 10_000)
    time_s[::101] = np.nan
    found = [flown.quantities(row, time_s, threads=threads) for threads in (1, 2, 0)]
    alone = [flown.quantities(row[k], time_s[k]) for k in range(0, 10_000, 997)]
    for name in found[0].columns:
        columns = [table[name].tobytes() for table in found]
        assert columns[0] == columns[1] == columns[2]
        assert np.array_equal(found[0][name][::997], np.concatenate([one[name] for one in alone]), equal_nan=True)
    table = ic.FlyoutTable.of_class("medium_range_sam")
    ground, height = rng.uniform(0.0, 50e3, 10_000), rng.uniform(0.0, 25e3, 10_000)
    reached = [table.at(ground, height, threads=threads) for threads in (1, 2, 0)]
    for name in reached[0]:
        assert len({each[name].tobytes() for each in reached}) == 1
        assert np.isfinite(reached[0][name]).any()


def _few_bodies():
    """Yield bodies, the first with no number for a speed."""
    first = find(entries_with_drag(), lambda _: True)
    yield dataclasses.replace(first, speed_m_s=float("nan"))
    yield from (dataclasses.replace(first, speed_m_s=speed_m_s) for speed_m_s in (1_500.0, 2_500.0, 4_000.0))
