"""The report: one HTML file that opens offline, with nothing loaded from anywhere; the answer first."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import tomli_w

from intercept.raid.recipe import GIVEN
from intercept.report import manifest
from intercept.report import rows as told
from intercept.report.figures import causes, gantt, leaks, reasons, rounds, space
from intercept.report.figures import map as map_figure
from intercept.report.look import page, provenance, words
from intercept.report.pages import assumptions, credibility, night, sentences

if TYPE_CHECKING:
    from intercept.raid.result import Result

# What the report calls the scenario that it has inside.
SCENARIO = "scenario.toml"


def render(result: Result) -> str:
    """Return the report as HTML; raises MissingExtraError naming the extra ``report``."""
    sections = [_causes(result), _leaks(result), _outcome(result), _saturation(result)]
    appendix = [
        night.render(result),
        _map(result),
        _space(result),
        _windows(result),
        _rounds(result),
        _reasons(result),
        page.section("Assumptions", assumptions.render(result.assumptions), name="assumptions"),
        page.section("Credibility", credibility.render(result.credibility()), name="credibility"),
        _data(result),
        _provenance(result),
        page.section("Limits", page.listed(words.modelled(result)), name="limits"),
    ]
    return page.document(
        result.scenario_name,
        sentences.answer(result),
        sections,
        notices=words.notices(result),
        note=" ".join(words.modelled(result)[-3:]),
        appendix=appendix,
    )


def _outcome(result: Result) -> str:
    claims = dict.fromkeys((claim.source, claim.url) for claim in result.claimed)
    said = "; ".join(page.link(source, url) for source, url in claims if source or url)
    note = (
        "<p>Model: mean, with the 5–95 % of nights in brackets. “Down” means failed, jammed or intercepted, of which"
        " failed and jammed are assumptions; “claimed down” means claimed as destroyed or as lost on the way.</p>"
    )
    source = f"<p>Claim: {said}.</p>" if said else "<p>No public claim is given with this scenario.</p>"
    return page.section("Outcome by class", summary_table(result), note, source, name="outcome")


def summary_table(result: Result) -> str:
    """Return the summary as an HTML table: model, mean and 5-95 %, beside the public claim."""
    rows = []
    for row in result.table().records():
        cells = [
            _two_lines(words.spread(*(row[f"{name}_{part}"] for part in ("mean", "p05", "p95"))))
            for name in ("leaked", "intercepted", "failed_or_jammed")
        ]
        share, low, high = (row[f"modelled_down_rate_{part}"] for part in ("mean", "p05", "p95"))
        down = words.share_spread(share, low, high, row["launched"])
        name = page.text(words.label(row["threat_class"]))
        rows.append([name, f"{row['launched']:,}", *cells, _two_lines(down), _two_lines(words.claim(row))])
    headings = ["Threat", "Launched", "Leaked", "Intercepted", "Failed or jammed", "Down, modelled", "Down, claimed"]
    return page.table(headings, rows, css="numbers claims", last_is_total=True)


def _two_lines(value: str) -> str:
    """Put what is in brackets on a line of its own."""
    first, bracket, rest = value.partition(" (")
    return page.text(first) + (f'<br><span class="soft">{page.text(bracket.strip() + rest)}</span>' if bracket else "")


def _causes(result: Result) -> str:
    if not len(result.causes):
        return ""
    caption = (
        "Mean number of leakers by class and cause: each leaker has one, the first that holds. Geometry comes before"
        " what was up, that before stocks, and these before missed shots."
    )
    chart = page.figure(causes.figure(result), "causes-chart", caption)
    rows = [[page.text(cell) for cell in row] for row in told.causes_rows(result)]
    table = page.table(told.CAUSES, rows, css="numbers")
    return page.section("Why they leaked", chart, table, night.places(result), name="causes")


def _saturation(result: Result) -> str:
    if not result.replications_done:
        return ""
    classes, rows = result.threats.codes("threat_class")
    most = max(classes, key=lambda name: (int((rows == classes.index(name)).sum()), name), default="")
    note = "How leakers grow with the size of the raid is another question, which takes runs of its own:"
    asked = f"intercept saturation {SCENARIO} --class {shlex.quote(most)}"
    lines = "".join(map(page.paragraph, [*sentences.exhausted(result), note]))
    return page.section("Was the defence used up?", lines, f"<pre>{page.text(asked)}</pre>", name="saturation")


def _map(result: Result) -> str:
    caption = (
        "Notional theatre: no real place, no real site. Equal scales, the most likely case. Circles are ranges of fire"
        " units against a target high enough to be seen. The buttons show and hide layers and classes."
    )
    return page.section("Tracks and sites", page.figure(map_figure.figure(result.map), "map", caption), name="tracks")


_ON_SCREEN = "The view of flights and envelopes in space is on the page alone, where it can be turned."


def _space(result: Result) -> str:
    if not result.map.tracks:
        return ""
    chart = page.figure(space.figure(result.map), "space", space.CAPTION)
    absent = f'<p class="paper">{page.text(_ON_SCREEN)}</p>'
    return page.section("Flights and envelopes in space", chart, name="space", css="screen") + absent


def _windows(result: Result) -> str:
    threats, windows = gantt.of_result(result)
    caption = "The most likely case, with everything up. " + gantt.CAPTION + gantt.without(threats, windows)
    clock_start = None if result.recipe is None else result.recipe.document.get("clock_start")
    chart = page.figure(gantt.figure(threats, windows, clock_start=clock_start), "windows-chart", caption)
    return page.section("Engagement windows", chart, name="windows")


def _leaks(result: Result) -> str:
    if not result.replications_done:
        return ""
    caption = (
        "Share of replications by number of leakers. Grey: the 5–95 % of nights. Dashed: the number that the public"
        " claim does not account for, drawn where there is a claim for every class launched."
    )
    return page.section("How many leak", page.figure(leaks.figure(result), "leaks", caption), name="leakers")


def _rounds(result: Result) -> str:
    if not result.replications_done:
        return ""
    caption = "Mean over replications; the whiskers span 5–95 % of nights. " + told.BURSTS
    chart = page.figure(rounds.figure(result), "rounds-chart", caption)
    rows = [[page.text(cell) for cell in row] for row in told.rounds_rows(result)]
    note = (
        '<p class="soft">Mean and 5–95 % of nights. The cost is that of the mean number of rounds, at the low'
        " and at the high price; it says nothing about the value of what is protected.</p>"
    )
    return page.section("Rounds spent", chart, page.table(told.ROUNDS, rows, css="numbers"), note, name="rounds")


def _reasons(result: Result) -> str:
    caption = (
        "Of all pairs of one threat and one fire unit that engages its class: those with a window, and for the others"
        " the first condition that never held. The most likely case, with everything up. "
    ) + reasons.not_assigned(result)
    chart = page.figure(reasons.figure(result), "reasons-chart", caption)
    return page.section("Why there is no window", chart, name="reasons")


def _data(result: Result) -> str:
    """Return the tables and the scenario as files to save."""
    files = {}
    if result.recipe is not None:
        files[SCENARIO] = ("the scenario that was run", tomli_w.dumps(dict(result.recipe.document)))
    note = "Numbers of every table, as CSV; ic.write and intercept run --out also write each as Parquet."
    return page.tables_section({"summary": result.table(), **result.tables()}, note, files)


def commands(result: Result) -> list[str]:
    """Return the commands that make a run again: from its manifest, and from its scenario; none without a recipe."""
    made = result.recipe
    if made is None or made.sampling == GIVEN or made.tracks_sha256 is not None:
        return []
    found = [f"intercept reproduce {manifest.NAME}"]
    if made.sampling == "sobol" and made.sweep is None:
        named = ("seed", "replications", "scrambles", "points", "vectors", "until")
        values = {name: getattr(made, name) for name in named if getattr(made, name) is not None}
        options = " ".join(
            f"--{name} {value:g}" if name == "until" else f"--{name} {value}" for name, value in values.items()
        )
        found.append(f"intercept run {SCENARIO} {options} --out again")
    return found


def _provenance(result: Result) -> str:
    made = manifest.describe(result)
    outside = made.pop("outside_files", [])
    made |= {
        "sampling": result.sampling.told(),
        "too_few_samples": " ".join(made["too_few_samples"]) or "no",
        "interrupted": "yes" if result.interrupted else "no",
        **{name: f"{made[name]:,}" for name in ("replications_planned", "replications_done")},
    }
    files = [f"{each['file']}, {each['sha256']}" for each in outside]
    # The commands are those below, which need no more than lies beside the page.
    told = {"command": None, **{name: str(value) for name, value in made.items()}}
    if files:
        told["outside_files"] = "; ".join(files)
    again = commands(result)
    how = (
        "<p>The same numbers again, from the manifest beside this page, or from the scenario, which this page has under"
        f' <a href="#data">Data</a>:</p><pre>{page.text(chr(10).join(again))}</pre>'
        if again
        else "<p>It was made with samples or tracks of your own: pass them to <code>ic.reproduce</code>.</p>"
        if result.recipe is not None
        else ""
    )
    note = f"<p>Checksums of the data files are in <code>{manifest.NAME}</code>.</p>"
    return provenance.section(told, how, note)
