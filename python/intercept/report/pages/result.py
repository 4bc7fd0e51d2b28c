"""The report: one HTML file that opens offline, with nothing loaded from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercept.report import manifest
from intercept.report import rows as told
from intercept.report.figures import causes, gantt, leaks, reasons, rounds
from intercept.report.figures import map as map_figure
from intercept.report.look import page, words
from intercept.report.pages import assumptions, credibility

if TYPE_CHECKING:
    from intercept.raid.result import Result


def render(result: Result) -> str:
    """Return the report as HTML; raises MissingExtraError naming the extra ``report``."""
    sections = [
        _outcome(result),
        _causes(result),
        _map(result),
        _windows(result),
        _leaks(result),
        _rounds(result),
        _reasons(result),
        page.section("Assumptions", assumptions.render(result.assumptions), name="assumptions"),
        page.section("Credibility", credibility.render(result.credibility()), name="credibility"),
        _provenance(result),
        _limits(result),
    ]
    return page.document(
        result.scenario_name, _head(result), list(filter(None, sections)), script=page.asset("page.js")
    )


def _head(result: Result) -> str:
    told = "".join(f'<p class="notice">{page.text(notice)}</p>' for notice in words.notices(result))
    return (
        f'<p class="headline">{page.text(words.headline(result))}</p>'
        + told
        + page.paragraph(" ".join(words.modelled(result)[-3:]))
    )


def _outcome(result: Result) -> str:
    claims = dict.fromkeys((claim.source, claim.url) for claim in result.claimed)
    said = "; ".join(page.link(source, url) for source, url in claims if source or url)
    note = (
        "<p>Model: mean, with the 5–95 % of nights in brackets. “Down” means failed, jammed or intercepted, of which"
        " failed and jammed are assumptions; “claimed down” means claimed as destroyed or as lost on the way.</p>"
        f"<p>{page.text(words.parts(result))}</p>"
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
    return page.section("Why they leaked", chart, page.table(told.CAUSES, rows, css="numbers"), name="causes")


def _map(result: Result) -> str:
    caption = (
        "Notional theatre: no real place, no real site. Equal scales, the most likely case. Circles are ranges of fire"
        " units against a target high enough to be seen. Click a class in the legend to show or hide it."
    )
    shown = len(map_figure.thin(result.map.tracks))
    if shown < len(result.map.tracks):
        caption += f" {shown:,} of {len(result.map.tracks):,} tracks are drawn."
    return page.section("Tracks and sites", page.figure(map_figure.figure(result.map), "map", caption), name="tracks")


def _windows(result: Result) -> str:
    threats, windows = gantt.of_result(result)
    caption = "The most likely case, with everything up. " + gantt.CAPTION + gantt.without(threats, windows)
    chart = page.figure(gantt.figure(threats, windows), "windows-chart", caption)
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
    caption = "Mean over replications; the whiskers span 5–95 % of nights. For a gun, a round is a burst."
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


def _provenance(result: Result) -> str:
    made = manifest.describe(result)
    timings, outside = made.pop("timings_s"), made.pop("outside_files", [])
    made |= {"sampling": result.sampling.told(), "too_few_samples": " ".join(made["too_few_samples"]) or words.ABSENT}
    rows = [
        [page.text(words.label(name).replace("sha256", "SHA-256")), f"<code>{page.text(value)}</code>"]
        for name, value in made.items()
    ]
    rows += [["Outside file", f"<code>{page.text(each['file'])}, {each['sha256']}</code>"] for each in outside]
    spent = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in timings.items())
    rows.append(["Timings", page.text(spent or words.ABSENT)])
    note = f"<p>Checksums of the data files are in <code>{manifest.NAME}</code>.</p>"
    return page.section("How this was made", page.table(["", ""], rows, css="provenance"), note, name="provenance")


def _limits(result: Result) -> str:
    lines = "".join(f"<li>{page.text(line)}</li>" for line in words.modelled(result))
    return page.section("Limits", f"<ul>{lines}</ul>", name="limits")
