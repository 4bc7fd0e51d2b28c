"""Write a night of the public record as TOML to paste into a scenario: `[[claimed]]` and the counts of the waves."""

from __future__ import annotations

from collections.abc import Iterator

import tomli_w

from intercept.base.words import counted
from intercept.record.models import EXCLUDED, MIXED, UNMAPPED
from intercept.record.nights import Night
from intercept.record.reader import ATTRIBUTION, RecordFile
from intercept.record.totals import Totals

_NO_CLASS = (MIXED, UNMAPPED, EXCLUDED)


def claimed(night: Night) -> list[dict[str, object]]:
    """Return one table a class of the catalogue: class, launched, destroyed, not_reach_goal, source, url.

    A not_reach_goal that is not stated has no key. A class with a row that does not state launched or destroyed is no
    claim to compare with, and is left out.
    """
    return [_claimed(night, totals) for totals in night.classes if totals.name not in _NO_CLASS and not totals.blanks]


def _claimed(night: Night, totals: Totals) -> dict[str, object]:
    counts = {"launched": totals.launched, "destroyed": totals.destroyed, "not_reach_goal": totals.not_reach_goal}
    more = f" (and {counted(len(totals.sources) - 1, 'more post')})" if len(totals.sources) > 1 else ""
    return {
        "class": totals.name,
        **{name: count for name, count in counts.items() if count is not None},
        "source": f"claimed for the {night.part} ended {night.date}: {'; '.join(totals.models)}{more}. {ATTRIBUTION}",
        "url": post_url(totals.sources[0]),
    }


def post_url(source: str) -> str:
    """Return the address of a post: the record writes Facebook posts without their host."""
    return source if source.startswith(("http://", "https://")) else f"https://www.facebook.com/{source}"


def scenario_toml(night: Night, file: RecordFile) -> str:
    """Return the text to paste. Waves have name, class and count: launch area, times and routes are the scenario's."""
    lines = [
        f"# The {night.part} ended {night.date}, as claimed. {ATTRIBUTION}",
        f"# sha256 of the file begins {file.sha256[:16]}. Each wave still needs launch_area, time_profile and route.",
        *_left_out(night),
        "",
    ]
    claims = [f"[[claimed]]\n{tomli_w.dumps(claim)}" for claim in claimed(night)]
    waves = [
        f"[[raid.waves]]\n{tomli_w.dumps({'name': totals.name, 'class': totals.name, 'count': totals.launched})}"
        for totals in night.classes
        if totals.name not in _NO_CLASS and totals.launched
    ]
    return "\n".join(lines) + "\n" + "\n".join([*claims, *waves])


def _left_out(night: Night) -> Iterator[str]:
    for row in night.rows:
        if row.model.threat_class in _NO_CLASS:
            launched = "?" if row.launched is None else row.launched
            yield f"# not included: {launched} {row.model.model} ({row.model.note})"
    for totals in night.classes:
        if totals.blanks and totals.name not in _NO_CLASS:
            stated = f"stated: launched {totals.launched}, destroyed {totals.destroyed}"
            blank = counted(totals.blanks, "row")
            yield f"# no claim for {totals.name}: {blank} without launched or destroyed ({stated})"
