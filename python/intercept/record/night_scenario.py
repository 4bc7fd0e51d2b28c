"""Write a night of the public record as a scenario that runs.

What the record says is its counts and claims. Everything else that a run needs is notional and marked so in the file:
the country and its defence (those of `notional_country.toml`), launch areas, times within the windows, routes.
A row that mixes classes of one reported group is flown as one of them, and the file says as which.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources

import tomli_w

from intercept.base.words import counted, in_one_line
from intercept.record.models import EXCLUDED, MIXED, UNMAPPED
from intercept.record.nights import Night
from intercept.record.reader import ATTRIBUTION, RecordFile
from intercept.record.row import Row
from intercept.record.totals import Totals

_NO_CLASS = (MIXED, UNMAPPED, EXCLUDED)
# A row of one group but no single class is flown as the class that most such objects are.
_FLOWN_AS = {"ballistic": "quasi_ballistic", "hypersonic": "air_launched_aeroballistic"}
_USUAL_START, _USUAL_SPAN_MIN = "20:00", 600.0


def claimed(night: Night) -> list[dict[str, object]]:
    """Return one table a class of the catalogue: class, launched, destroyed, not_reach_goal, source, url.

    A not_reach_goal that is not stated has no key. A class with a row that does not state launched or destroyed is no
    claim to compare with, and is left out.
    """
    return [_claimed(night, totals) for totals in night.classes if totals.name not in _NO_CLASS and not totals.blanks]


def _claimed(night: Night, totals: Totals) -> dict[str, object]:
    counts = {"launched": totals.launched, "destroyed": totals.destroyed, "not_reach_goal": totals.not_reach_goal}
    more = f" (and {counted(len(totals.sources) - 1, 'more post')})" if len(totals.sources) > 1 else ""
    models = in_one_line("; ".join(totals.models))
    return {
        "class": totals.name,
        **{name: count for name, count in counts.items() if count is not None},
        "source": f"claimed for the {night.title}: {models}{more}. {ATTRIBUTION}",
        "url": post_url(totals.sources[0]),
    }


def post_url(source: str) -> str:
    """Return the address of a post: the record writes Facebook posts without their host."""
    source = in_one_line(source)
    return source if source.startswith(("http://", "https://")) else f"https://www.facebook.com/{source}"


def scenario_toml(night: Night, file: RecordFile) -> str:
    """Return the scenario as text; a night with no object of a class of the catalogue is a defence without a raid."""
    country = tomllib.loads(resources.files(__package__).joinpath("notional_country.toml").read_text(encoding="utf-8"))
    areas: dict[str, dict[str, object]] = country.pop("launch_areas")
    waves = list(_waves(night, country.pop("waves")))
    head = {
        "schema_version": 3,
        "name": f"The {night.title}, as claimed",
        "description": "Counts and claims of the public record; country, defence, places, times and routes: notional.",
        "clock_start": _clock_start(night),
    }
    used = {str(wave["launch_area"]) for wave, _ in waves}
    parts = [
        f"# The {night.title}, as claimed. {ATTRIBUTION}",
        f"# sha256 of the file begins {file.sha256[:16]}.",
        "# From the record: the counts of the waves and [[claimed]]. Notional: everything else, the defence above all.",
        *_left_out(night),
        "",
        tomli_w.dumps(head),
        "# Notional: a country that does not exist, in open ocean, and a defence that does not exist.",
        tomli_w.dumps({"theatre": country["theatre"]}),
        *(
            f"# Notional launch area.\n{_item('raid.launch_areas', {'name': name, **areas[name]})}"
            for name in areas
            if name in used
        ),
        *(
            f"# Count from the record{told}; place, times and route notional.\n{_item('raid.waves', wave)}"
            for wave, told in waves
        ),
        *(_item("claimed", claim) for claim in claimed(night)),
        tomli_w.dumps({"run": country["run"]}),
    ]
    return "\n".join(parts)


def _item(name: str, values: dict[str, object]) -> str:
    """Return one table of an array of tables, the tables in it on a line each."""
    return "\n".join([f"[[{name}]]", *(_line(key, value) for key, value in values.items()), ""])


def _line(key: str, value: object) -> str:
    if not isinstance(value, dict):
        return tomli_w.dumps({key: value}).rstrip("\n")
    (inline,) = tomli_w.dumps({key: [value]}).splitlines()[1:-1]  # a table in a list is written on one line
    return f"{key} = {inline.strip().removesuffix(',')}"


def _waves(night: Night, usual: dict[str, dict[str, object]]) -> Iterator[tuple[dict[str, object], str]]:
    """Yield each wave, one for each class, with what to say of its count."""
    rows: dict[str, list[Row]] = {}
    for row in night.rows:
        if name := _flown_as(row):
            rows.setdefault(name, []).append(row)
    span_min = _span_min(night)
    for name, of_class in rows.items():
        count = sum(row.launched or 0 for row in of_class)
        if not count:
            continue
        mixed = sorted({in_one_line(row.model.model) for row in of_class if row.model.threat_class == MIXED})
        told = f", {', '.join(mixed)} flown as {name}" if mixed else ""
        settings = dict(usual[name])
        within_min = min(float(str(settings.pop("within_min", span_min))), span_min)
        # What comes together comes late: two hours before the windows end, where they are as long as that.
        start_min = max(span_min - 120.0, 0.0) if within_min < span_min else 0.0
        times = {"kind": "uniform", "start_t_min": start_min, "duration_min": within_min}
        yield {"name": name, "class": name, "count": count, **settings, "time_profile": times}, told


def _flown_as(row: Row) -> str:
    """Return the class a row is flown as, or nothing where its objects cannot be flown."""
    if row.model.threat_class not in _NO_CLASS:
        return row.model.threat_class
    return _FLOWN_AS[row.model.group] if row.model.group and row.model.kind == "missile" else ""


def _clock_start(night: Night) -> str:
    starts = [window.start for window in night.windows if window.start_has_hour]
    return f"{min(starts):%H:%M}" if starts else _USUAL_START


def _span_min(night: Night) -> float:
    """Return the time from the earliest begin to the latest end of the windows, 1 to 1,440 minutes."""
    starts = [window.start for window in night.windows if window.start_has_hour]
    ends = [window.end for window in night.windows if window.end_has_hour]
    if not starts or not ends:
        return _USUAL_SPAN_MIN
    return min(max((max(ends) - min(starts)).total_seconds() / 60.0, 1.0), 1440.0)


def _left_out(night: Night) -> Iterator[str]:
    for row in night.rows:
        launched = "?" if row.launched is None else row.launched
        if not _flown_as(row):
            yield f"# not included: {launched} {in_one_line(row.model.model)} ({in_one_line(row.model.note)})"
    for row in night.regional:
        yield f"# not included: {row.launched} {in_one_line(row.model.model)} of a regional command's own tally"
    for totals in night.classes:
        if totals.blanks and totals.name not in _NO_CLASS:
            stated = f"stated: launched {totals.launched}, destroyed {totals.destroyed}"
            blank = counted(totals.blanks, "row")
            yield f"# no claim for {totals.name}: {blank} without launched or destroyed ({stated})"
