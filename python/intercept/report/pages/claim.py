"""The page of a checked claim: the sentence, the answer in three lines, and what it rests on; two sheets in print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intercept.base.command import FOLDERS
from intercept.claim import kinds, told
from intercept.claim.findings import SECTIONS, Section
from intercept.claim.two_groups import shares
from intercept.claim.words import percent
from intercept.errors import InvalidParameterError
from intercept.record.reader import ATTRIBUTION
from intercept.report.figures import claim as figure
from intercept.report.figures import claim_model, claim_record, panels
from intercept.report.look import page, provenance
from intercept.report.look.chart import Drawing, Panel

if TYPE_CHECKING:
    from intercept.claim.claim_check import ClaimCheck
    from intercept.record.totals import Totals

HEIGHT = 340


def drawing(check: ClaimCheck) -> Drawing:
    """Return how a checked claim is drawn: its chart, its page."""
    return Drawing(
        figure=lambda: panels.together(_charts(check), HEIGHT),
        page=lambda _: render(check),
        static=lambda: panels.of_panels(_charts(check)),
    )


def _charts(check: ClaimCheck) -> list[Panel]:
    found = [
        panel
        for panel in (figure.panel(check), claim_record.panel(check), claim_model.panel(check))
        if panel is not None
    ]
    if not found:
        raise InvalidParameterError(
            "thing is not allowed: must be a claim of a known number of objects that does not contradict itself, or"
            " one with a record or a scenario"
        )
    return found


def render(check: ClaimCheck, reviewer: str | None = None) -> str:
    """Return the page as HTML; raises MissingExtraError naming the extra ``report``."""
    found = {part.section: _findings(part) for part in told.parts(check.findings, check.verdict.lines)}
    sections = [
        _arithmetic(check, found["arithmetic"]),
        _section("evidence", found.get("evidence", "")),
        _record(check, found.get("record", "")),
        _model(check, found.get("model", "")),
        _reading(check),
        _limits(check),
    ]
    notices = [told.not_used(check.reading)] if told.not_used(check.reading) else []
    made = [_made(check, reviewer)]
    return page.document(
        check.reading.sentence, check.verdict.lines, sections, notices=notices, quoted=True, appendix=made
    )


def _findings(part: told.Part) -> str:
    """Return the findings of a section, what would change each, and once what all of them rest on."""
    blocks = []
    for one in part.findings:
        grade = f'<span class="grade {one.finding.grade}">{page.text(one.grade)}</span>'
        lines = [f"<p>{grade}{page.text(one.rest)}</p>"]
        if one.changes:
            lines.append(_soft("Would change it", one.changes))
        blocks.append(f'<div class="finding">{"".join(lines)}</div>')
    return "".join(blocks) + (_soft("All this rests on", part.assumes) if part.assumes else "")


def _soft(words: str, listed: tuple[str, ...]) -> str:
    return f'<p class="soft">{words}: {page.text(" ".join(listed))}</p>'


def _section(name: Section, found: str, *before: str) -> str:
    return page.section(SECTIONS[name], *before, found, name=name) if found else ""


def _arithmetic(check: ClaimCheck, found: str) -> str:
    chart, panel = "", figure.panel(check)
    if panel is not None:
        chart = page.figure(panels.figure(panel, HEIGHT), "claim-arithmetic", panel.caption)
    return page.section(SECTIONS["arithmetic"], chart, found, _shares(check), name="arithmetic")


def _shares(check: ClaimCheck) -> str:
    """Return the pairs of shares that reach a claim over two groups, as a table."""
    for one in check.arithmetic:
        pairs = shares(one)
        if pairs:
            first, second = (kinds.label(group.kinds) for group in one.statement.population)
            rows = [[percent(a), "no share reaches it" if b is None else percent(b)] for a, b in pairs]
            note = page.paragraph(f"Read exactly, the claim is just reached by these shares of {first} and {second}:")
            return note + page.table([f"Down, of the {first}", f"of the {second}"], rows, css="numbers narrow")
    return ""


def _record(check: ClaimCheck, found: str) -> str:
    rows = []
    for similar in check.nights:
        night = similar.night
        rows.append(
            [
                page.text(f"{night.date} {night.part}"),
                f"{similar.distance:.2f}",
                *_cells(night.drones),
                *_cells(night.missiles),
            ]
        )
    if not (rows or found):
        return ""
    chart, panel = "", claim_record.panel(check)
    if panel is not None:
        chart = page.figure(panels.figure(panel, HEIGHT), "claim-record", panel.caption)
    headings = ["Night", "Distance", "Drones", "did not hit", "Missiles", "did not hit"]
    note = (
        "Nights of a like size in the kinds that the claim counts, nearest first, as claimed: launched, and the share"
        f" that was destroyed or did not reach its target. {ATTRIBUTION}."
    )
    table = page.table(headings, rows, css="numbers") + f'<p class="soft">{page.text(note)}</p>' if rows else ""
    return page.section(SECTIONS["record"], chart, found, table, name="record")


def _model(check: ClaimCheck, found: str) -> str:
    chart, panel = "", claim_model.panel(check)
    if panel is not None:
        chart = page.figure(panels.figure(panel, HEIGHT), "claim-model", panel.caption)
    return _section("model", found, chart)


def _cells(totals: Totals) -> list[str]:
    launched, rate = totals.launched, totals.did_not_hit_rate
    return ["–" if launched is None else f"{launched:,}", "–" if rate is None else page.text(f"{100 * rate:.1f} %")]


def _reading(check: ClaimCheck) -> str:
    rows = [[page.text(piece.text), page.text(piece.understood)] for piece in check.reading.pieces]
    table = page.table(["In the sentence", "Read as"], rows, css="narrow pieces")
    return page.section("How the sentence was read", table, name="reading")


def _limits(check: ClaimCheck) -> str:
    return page.section("What this cannot tell", page.listed(told.cannot_tell(check.verdict.lines)), name="limits")


def _made(check: ClaimCheck, reviewer: str | None) -> str:
    review = json.dumps(check.claim_review(reviewer), ensure_ascii=False).replace("<", "\\u003c")
    linked = f'<script type="application/ld+json">{review}</script>'
    note = provenance.note_of_folders() if check.names_files else ""
    return provenance.section(check.made_with(), note, linked)


def markdown(check: ClaimCheck) -> str:
    """Return the page without its figure as Markdown."""
    lines = [f"# “{check.reading.sentence}”", ""]
    lines += [f"{place}. {line}" for place, line in enumerate(check.verdict.lines, 1)]
    if told.not_used(check.reading):
        lines += ["", told.not_used(check.reading)]
    for part in told.parts(check.findings, check.verdict.lines):
        lines += ["", f"## {part.title}", "", *(_bullet(one) for one in part.findings)]
        lines += ["", f"All this rests on: {' '.join(part.assumes)}"] if part.assumes else []
    if check.nights:
        lines += ["", "## Recorded nights of a like size, as claimed", "", *_night_lines(check)]
    lines += ["", "## How the sentence was read", "", "| in the sentence | read as |", "|---|---|"]
    lines += [f"| {_cell(piece.text)} | {_cell(piece.understood)} |" for piece in check.reading.pieces]
    lines += ["", "## What this cannot tell", "", *(f"- {limit}" for limit in told.cannot_tell(check.verdict.lines))]
    folders = [f"- The command: {FOLDERS}"] * check.names_files
    return "\n".join([*lines, *provenance.lines(check.made_with()), *folders, ""])


def _bullet(one: told.Told) -> str:
    return " ".join([f"- {one.text}", *(["Would change it:", *one.changes] if one.changes else [])])


def _night_lines(check: ClaimCheck) -> list[str]:
    lines = ["| night | distance | drones | did not hit | missiles | did not hit |", "|---|--:|--:|--:|--:|--:|"]
    for similar in check.nights:
        night = similar.night
        cells = [
            f"{night.date} {night.part}",
            f"{similar.distance:.2f}",
            *_cells(night.drones),
            *_cells(night.missiles),
        ]
        lines.append(f"| {' | '.join(cell.replace('&nbsp;', ' ') for cell in cells)} |")
    return [*lines, "", f"{ATTRIBUTION}."]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
