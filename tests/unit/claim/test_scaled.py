"""A scenario scaled to a claim's numbers, groups as parts of their own, and numbers that do not add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_result import make_result
from refusals import refused

import intercept as ic
from intercept.claim import kinds
from intercept.claim.parts import middle, outermost, parts
from intercept.claim.quantities import Count
from intercept.claim.read import read_claim
from intercept.claim.reading import Group
from intercept.claim.scaled import MOST, beside, to_claim
from intercept.errors import InvalidParameterError

SMALL = ic.Scenario.from_file("examples/notional-small.toml")


def scaled(sentence):
    made, (told, short) = to_claim(SMALL, read_claim(sentence).groups)
    assert bool(short) == told.startswith("The scenario is scaled")
    return {wave.class_name: wave.count for wave in made.raid.waves}, told


def test_waves_have_as_many_as_the_claim_says_and_the_others_stay():
    counts, told = scaled("95 % of 750 drones and 60 missiles were intercepted")
    assert counts == {"one_way_attack_drone": 750, "subsonic_cruise": 45, "short_range_ballistic": 15}
    assert told == "The scenario is scaled to the claim, from 24 to 750 drones and from 8 to 60 missiles."
    counts, told = scaled("95 % of 100 drones")
    assert counts == {"one_way_attack_drone": 100, "subsonic_cruise": 6, "short_range_ballistic": 2}
    counts, _ = scaled("95 % of 60 missiles, 10 of them ballistic")
    assert counts == {"one_way_attack_drone": 24, "subsonic_cruise": 50, "short_range_ballistic": 10}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("24 of 32 targets were intercepted", ""),
        ("half of some 25 drones", ""),  # 20 to 30: the scenario's 24 are among them
        ("more than half of the drones", ""),
        ("half of 5 hypersonic missiles", "The scenario is not scaled to its 5 hypersonic missiles."),
        (f"half of {MOST + 1} drones", "The scenario is not scaled to its 20,001 drones."),
    ],
)
def test_a_scenario_that_is_not_scaled_is_itself(sentence, said):
    made, (told, short) = to_claim(SMALL, read_claim(sentence).groups)
    assert made is SMALL
    assert short == ""
    assert told == said


def test_a_raid_of_nothing_is_none():
    nothing = [Group(("targets",), Count(0, 0, "0"))]
    made, (told, short) = to_claim(SMALL, nothing)
    assert made is SMALL
    assert short == ""
    assert told == "The scenario is not scaled to its 0 objects."
    alone = SMALL.replace("raid.scale", 2.0)
    assert [wave.count for wave in to_claim(alone, read_claim("half of 5 missiles").groups)[0].raid.waves] == [48, 4, 1]


def test_tracks_come_as_they_are():
    document = SMALL.to_dict() | {"raid": {"tracks": {"file": "own-tracks.csv"}}}
    tracks = ic.Scenario.from_dict(document)
    made, (told, short) = to_claim(tracks, read_claim("half of 5 drones").groups)
    assert made is tracks
    assert short == ""
    assert "tracks, which come as they are" in told


def test_the_check_runs_the_scaled_scenario_and_says_so():
    check = ic.check_claim("60 of 64 drones were intercepted", scenario="examples/notional-small.toml")
    first, second = [finding for finding in check.findings if finding.section == "model"][:2]
    assert first.told.startswith(
        "For comparison, the windows of the scenario. The scenario is scaled to the claim, from"
    )
    assert first.numbers["one_way_attack_drone"]["launched"] == second.numbers["launched"] == 64
    assert check.scenario_sha256 == SMALL.hash()
    assert "of the 64 drones of the scenario, scaled from 24 to 64, " in second.said


def test_a_result_is_taken_as_it_stands_and_that_is_said():
    result = make_result(16)
    launched = int((result.threats["threat_class"] == "one_way_attack_drone").sum())
    told, short = beside(result, read_claim("half of 750 drones").groups)
    assert told == f"The result is taken as it stands, of {launched:,} drones, not 750: shares are compared."
    assert beside(result, read_claim(f"half of {launched} drones").groups) == ("", "")
    assert short == ""
    check = ic.check_claim("half of 750 drones were intercepted", scenario=result)
    assert told in " ".join(finding.told for finding in check.findings)


LEAVES = sorted(kinds.of_catalogue(["targets"]))


@given(st.dictionaries(st.sampled_from(LEAVES), st.integers(0, 99), min_size=1), st.integers(0, 99), st.integers(0, 99))
def test_parts_have_no_object_twice_and_make_the_whole(leaves, drones, missiles):
    groups = [Group((name,), Count(n, n, str(n))) for name, n in leaves.items()]
    inside = {
        kind: sum(n for name, n in leaves.items() if kinds.within([name], [kind])) for kind in ("drones", "missiles")
    }
    groups += [
        Group((kind,), Count(n, n, str(n)))
        for kind, n in (("drones", inside["drones"] + drones), ("missiles", inside["missiles"] + missiles))
    ]
    whole = {"drones": (drones, 3), "missiles": (missiles, 8)}
    given_of = {kind: sum(kinds.within([name], [kind]) for name in leaves) for kind in whole}
    if any(more and given_of[kind] == classes for kind, (more, classes) in whole.items()):
        # All classes of the kind are given, and do not make it.
        with pytest.raises(InvalidParameterError, match="as many as its kinds make together"):
            parts("of", groups)
        return
    found = parts("of", groups)
    assert sum(map(middle, found)) == sum(inside.values()) + drones + missiles
    for k, part in enumerate(found):
        assert all(kinds.apart(part.kinds, other.kinds) for other in found[k + 1 :])
    assert [group.kinds for group in outermost(groups)] == [("drones",), ("missiles",)]


@given(st.sets(st.sampled_from(LEAVES), min_size=1))
def test_kinds_of_classes_are_of_these_classes(names):
    found = kinds.of_classes(kinds.classes(names))
    assert kinds.of_catalogue(found) == names
    assert sum(len(kinds.of_catalogue([kind])) for kind in found) == len(names)


def test_numbers_that_do_not_add_up_are_told_with_those_that_would():
    for sentence, *said in (
        (
            "90 % of 537 objects, 470 drones and 60 missiles",
            "must be 537 objects in all; they make 530 = 60 + 470, which would fit 530 objects in all",
            "or 67 missiles instead of 60, or 477 drones instead of 470",
        ),
        (
            "90 % of 5 missiles, 8 ballistic missiles and 3 cruise missiles",
            "must be at most 5 missiles; they make 11 = 8 + 3, which would fit at least 11 missiles in all",
            "or at most 2 ballistic missiles instead of 8",
        ),
    ):
        refused(lambda sentence=sentence: read_claim(sentence), *said)


def test_the_numbers_told_to_fit_do_fit():
    assert read_claim("90 % of 537 objects, 470 drones and 67 missiles").statements
    assert read_claim("90 % of 537 objects, 477 drones and 60 missiles").statements
    assert read_claim("90 % of 530 objects, 470 drones and 60 missiles").statements
