"""Rows and names of a raid: their order changes nothing at all, and a name only casts the dice of its own object."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.raid.tally import FATES
from intercept.testing import raid_tables

SEEDS = st.integers(0, 2**64 - 1)
LEAKED = FATES.index("leaked")


def columns(tally, raid):
    """Return the columns of a tally with classes, waves and assets in the order of their names."""
    kinds, units, waves, assets = (
        np.argsort(names)
        for names in (raid.threat_classes, raid.unit_classes, raid.wave_names, raid.chances.asset_names)
    )
    given = {name: getattr(tally, name) for name in tally.row_names()}
    for name in ("fates", "causes", "came", "engaged", "turned_away", "waited_s"):
        given[name] = given[name][:, kinds]
    for name in ("rounds", "wasted", "left"):
        given[name] = given[name][:, units]
    given["kills"] = given["kills"][:, units][:, :, kinds]
    sums = tally.course
    each = np.argsort(list(dict.fromkeys(raid.unit_classes)))
    given |= {name: getattr(sums, name)[..., each] for name in ("busy_ms", "change", "begun")}
    given |= {name: getattr(sums, name)[:, [*each, -1]] for name in ("short", "short_ms")}
    given |= {"by_asset": sums.causes_by_asset[:, assets], "by_wave": sums.causes_by_wave[:, waves]}
    return given | {"leaked": tally.leaked[:, assets], "leaked_by_wave": tally.leaked_by_wave[:, waves]}


def replicated(tables, seed):
    raid = ic.RaidPlan.from_tables(**tables)
    return columns(ic.simulate(raid, seed=seed, replications=10, threads=1), raid)


def taken(table, order):
    return {name: [values[i] for i in order] for name, values in table.items()}


@given(raid_tables(), SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_at_all(tables, seed, random):
    order = {
        name: list(range(len(next(iter(tables[name].values()))))) for name in ("threats", "units", "windows", "assets")
    }
    for rows in order.values():
        random.shuffle(rows)
    turned = tables | {name: taken(tables[name], rows) for name, rows in order.items()}
    for name, rows in (("threat", order["threats"]), ("unit", order["units"])):
        turned["windows"][name] = [rows.index(i) for i in turned["windows"][name]]
    if not order["windows"]:
        turned["windows"] = tables["windows"]
    before, after = replicated(tables, seed), replicated(turned, seed)
    assert all(np.array_equal(before[name], after[name]) for name in before)


@given(raid_tables(), SEEDS)
def test_names_cast_dice_and_nothing_else(tables, seed):
    # Where nothing is left to luck, names say nothing. Equal moments would be decided by their hashes: there are none.
    certain = {name: np.round(values) for name, values in tables["shares"].items()} | {
        **dict.fromkeys(("failure_share", "jam_share"), 0.0),
        "common_cause_share": 0.0,
    }
    sure = tables | {"shares": certain, "depots": {}}
    sure["threats"] = sure["threats"] | {"jitter_s": np.zeros(len(tables["threats"]["name"]))}
    sure["units"] = sure["units"] | {"assess_exponential": np.zeros(len(tables["units"]["name"]))}
    other = sure | {
        "threats": sure["threats"] | {"name": [f"x{i}" for i in range(len(sure["threats"]["name"]))]},
        "units": sure["units"] | {"name": [f"y{i}" for i in range(len(sure["units"]["name"]))]},
    }
    before, after = replicated(sure, seed), replicated(other, seed)
    assert all(np.array_equal(before[name], after[name]) for name in before)


@given(raid_tables(), SEEDS, st.integers(0, 2**32 - 1))
def test_another_unit_leaves_all_other_dice_as_they_are(tables, seed, place):
    # The other unit has a window at a threat of its own only, so that all else must go as it went.
    threats, units = (len(tables[name]["name"]) for name in ("threats", "units"))
    at = place % (units + 1)
    more = {
        name: np.insert(np.asarray(values, dtype=object), at, values[0]).tolist()
        for name, values in tables["units"].items()
    }
    more["name"][at] = "another"
    more["defence_class"][at] = "a class of its own"
    drone = {
        "name": "one more",
        "threat_class": "a kind of its own",
        "wave": "its wave",
        "asset": "",
        "launch_s": 0.0,
        "arrival_s": 500.0,
        "jitter_s": 0.0,
    }
    flown = {name: [*values, drone[name]] for name, values in tables["threats"].items()}
    given_windows = tables["windows"]
    points = given_windows["launch_s"].shape[1]
    unit = np.asarray(given_windows["unit"])
    windows = {
        "threat": [*given_windows["threat"], threats],
        "unit": [*np.where(unit >= at, unit + 1, unit), at],
        "launch_s": np.vstack([given_windows["launch_s"], np.linspace(100.0, 300.0, points)]),
        "intercept_s": np.vstack([given_windows["intercept_s"], np.linspace(150.0, 400.0, points)]),
    }
    added = tables | {"threats": flown, "units": more, "windows": windows}
    raid, richer = (ic.RaidPlan.from_tables(**each) for each in (tables, added))
    before, after = (ic.simulate(each, seed=seed, replications=10, threads=1) for each in (raid, richer))
    kinds, classes = len(raid.threat_classes), [richer.unit_classes.index(name) for name in raid.unit_classes]
    assert np.array_equal(before.fates, after.fates[:, :kinds])
    assert np.array_equal(before.causes, after.causes[:, :kinds])
    assert np.array_equal(before.rounds, after.rounds[:, classes])
