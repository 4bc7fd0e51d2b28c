"""Sentences put together at random from the parts of the news: never a number of what it is not said of."""

from hypothesis import given
from hypothesis import strategies as st

from intercept.claim.read import read_claim
from intercept.errors import InvalidParameterError

# How a raid is told, what became of it, both in one, and what else is in such a report.
RAID = [
    "Russia launched {N} drones and {M} missiles",
    "{N} drones and {M} missiles were launched",
    "Russia attacked with {N} drones and {M} missiles overnight",
    "Of {N} drones and {M} missiles",
    "A {N}-drone, {M}-missile attack hit Ukraine",
    "Overnight Iran fired {M} missiles and {N} drones",
]
OUTCOME = [
    "{k} drones and {m} missiles were shot down",
    "of which {k} drones and {m} missiles were intercepted",
    "air defences destroyed {k} drones and {m} missiles",
    "{k} of the drones and {m} of the missiles were downed",
    "Ukraine shot down {k} drones, as well as {m} missiles",
    "{k} drones were shot down and {m} missiles were intercepted",
]
BOTH = [
    "Ukraine shot down {k} of {N} drones and {m} of {M} missiles",
    "{k} out of {N} drones and {m} out of {M} missiles were shot down",
    "Shot down: {k}/{N} drones, {m}/{M} missiles",
    "air defences intercepted {k} of the {N} drones, while {m} of the {M} missiles were destroyed",
]
BESIDE = [
    "3 people were killed",
    "12 wounded in Kharkiv",
    "two hospitals were damaged",
    "the attack lasted 11 hours",
    "debris fell on five sites",
    "Ukraine lost one F-16",
    "14 regions came under fire",
    "a power plant was hit",
    "according to the air force",
    "on 5 October 2025",
    "the third attack this week",
    "damage worth $3 million",
    "killing 7",
    "at 3 a.m.",
]
JOINTS = [". ", "; ", ", ", " and ", " while ", " after ", " as "]


@st.composite
def reports(draw):
    """Return a report with what it says: how many drones and missiles there were, and how many of each fell."""
    numbers = {"N": draw(st.integers(60, 900)), "M": draw(st.integers(10, 59))}
    numbers |= {"k": draw(st.integers(20, numbers["N"] - 1)), "m": draw(st.integers(1, numbers["M"] - 1))}
    forms = st.tuples(st.sampled_from(RAID), st.sampled_from([". ", "; ", ", ", ": "]), st.sampled_from(OUTCOME))
    text = draw(st.sampled_from(BOTH) | forms.map("".join)).format(**numbers)
    if draw(st.booleans()):
        text = draw(st.sampled_from(BESIDE)) + draw(st.sampled_from(JOINTS)) + text
    if draw(st.booleans()):
        text += draw(st.sampled_from(JOINTS)) + draw(st.sampled_from(BESIDE))
    return text, numbers


@given(reports())
def test_a_report_is_read_as_it_is_meant_or_refused(report):
    text, numbers = report
    try:
        reading = read_claim(text)
    except InvalidParameterError as error:
        assert str(error).startswith("claim = ")  # noqa: PT017 - refused is as good as read
        return
    found = {one.kinds: (one.number.low, one.objects and one.objects.low) for one in reading.statements}
    assert found == {("drones",): (numbers["k"], numbers["N"]), ("missiles",): (numbers["m"], numbers["M"])}, text
    assert {one.outcome for one in reading.statements} <= {"shot_down", "intercepted"}, text


# Two or three outcomes of one group, as numbers or as shares of a hundred objects or so.
PARTS = [
    "Of {n} drones, {a} were shot down, {b} jammed{c}",
    "Of the {n} drones launched, {a} were destroyed, another {b} were suppressed{c}",
    "{n} drones were launched: {a} shot down, {b} lost{c}",
    "Russia launched {n} drones. {a} of them were downed and a further {b} were jammed{c}",
    "{n} drones, of which {a} were shot down and {b} did not reach their targets{c}",
]
THIRD = ["", " and {h} hit", ", {h} reached their targets", " while {h} got through"]


@given(st.sampled_from(PARTS), st.sampled_from(THIRD), st.integers(2, 9), st.integers(1, 4), st.booleans(), st.data())
def test_parts_of_one_group_are_added_up_and_all_accounted_for(form, third, tens, more, in_shares, data):
    n = 100 * data.draw(st.integers(1, 9))
    a, b = 5 * tens, 5 * more
    numbers = [a, b, 100 - a - b] if in_shares else [n * a // 100, n * b // 100, n - n * (a + b) // 100]
    a_text, b_text, h_text = (f"{number} %" if in_shares else f"{number:,}" for number in numbers)
    text = form.format(n=n, a=a_text, b=b_text, c=third.format(h=h_text))
    whole, down, lost, *hit = read_claim(text).statements
    assert [one.outcome for one in (whole, down, lost)] == ["did_not_hit", "shot_down", "lost"], text
    assert [one.outcome for one in hit] == ["hit"] * bool(third), text
    assert all(one.objects.low == n for one in (whole, down, lost, *hit)), text
    if in_shares:
        assert 100 * whole.share.written == a + b, text
    else:
        assert whole.number.low == numbers[0] + numbers[1], text
