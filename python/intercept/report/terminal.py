"""What the command line prints: rich tables and a few lines of plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table as Grid
from rich.text import Text

from intercept.raid.spread import per_replication, spread
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.raid.result import Result

TOP_REASONS = 8


def print_result(result: Result, console: Console | None = None) -> None:
    """Print summary, rounds, reasons and sweep of a result, then what is and is not modelled."""
    (console or Console()).print(everything(result))


def everything(result: Result) -> RenderableType:
    """Return all that ``print_result`` prints, as one rich renderable."""
    parts: list[RenderableType] = [Text(words.headline(result), style="bold")]
    if notice := words.interrupted(result):
        parts.append(Text(notice, style="bold yellow"))
    parts += [summary(result), rounds(result), reasons(result)]
    if result.sweep is not None:
        parts.append(sweep(result))
    return Group(*parts, Text("\n".join(words.MODELLED), style="dim"))


def summary(result: Result) -> Grid:
    """Return the table of outcomes by class of threat, means and 5-95 % beside the public claim."""
    grid = _grid(
        f"{result.scenario_name}: mean (5–95 %) over {result.replications_done:,} replications",
        ["Threat", "Launched", "Leaked", "Inter-\ncepted", "Failed or\njammed", "Down", "Claimed\ndown"],
    )
    rows = list(result.table().records())
    for row in rows:
        cells = [words.spread(*(row[f"{name}_{part}"] for part in ("mean", "p05", "p95"))) for name in _FATES]
        down = words.percent_spread(*(row[f"modelled_down_rate_{part}"] for part in ("mean", "p05", "p95")))
        style = "bold" if row is rows[-1] else ""
        name = escape(words.label(row["threat_class"]))
        # The interval below the mean: seven columns then fit into eighty characters.
        lines = [cell.replace(" (", "\n(").replace(" of ", "/") for cell in (*cells, down, claim(row))]
        grid.add_row(name, f"{row['launched']:,}", *lines, style=style)
    for column in grid.columns[1:]:
        column.no_wrap = True
    grid.padding = (0, 1, 0, 0)
    grid.columns[0].min_width = 13
    return grid


_FATES = ("leaked", "intercepted", "failed_or_jammed")


def claim(row: dict[str, float]) -> str:
    """Return the claim in a row of the summary: ``439 of 496 (88.5 %)``, a dash without one."""
    if not np.isfinite(row["claimed_launched"]):
        return words.ABSENT
    counts = f"{row['claimed_down']:,.0f} of {row['claimed_launched']:,.0f}"
    return f"{counts} ({words.percent(row['claimed_rate'])})"


def rounds(result: Result) -> Grid:
    """Return rounds spent by class of defence and what they cost, where the assumptions have a price a round."""
    grid = _grid("Rounds spent: mean (5–95 %)", ROUNDS)
    for row in rounds_rows(result):
        grid.add_row(escape(row[0]), *row[1:])
    return grid


ROUNDS = ["Defence", "Rounds", "Kills, mean", "Cost, low–high"]


def rounds_rows(result: Result) -> list[list[str]]:
    """Return one row a class of defence, as text under the headings ``ROUNDS``; cost is that of the mean rounds."""
    spent = per_replication(result.rounds, "defence_class", "rounds")
    prices = round_prices(result)
    kills = kills_by_defence(result)
    rows = []
    for name in palette.in_order(spent, palette.DEFENCES):
        found = spread(spent[name])
        killed = kills.get(name, 0) / result.replications_done if result.replications_done else float("nan")
        counts = [words.spread(found.mean, found.p05, found.p95), words.mean(killed)]
        rows.append([words.label(name), *counts, cost(found.mean, prices.get(name))])
    return rows


def kills_by_defence(result: Result) -> dict[str, int]:
    """Return kills over all replications by class of defence."""
    classes, rows = result.kills.codes("defence_class")
    sums = np.zeros(len(classes), np.int64)
    np.add.at(sums, rows, result.kills["kills"])
    return dict(zip(classes, sums.tolist(), strict=True))


def round_prices(result: Result) -> dict[str, tuple[float, float, str]]:
    """Return the assumed price of a round by class: low, high, currency.

    A gun's round, in the tables, is a burst: its price is that of a shell times the shells of an engagement.
    """
    rows = list(result.assumptions.records())
    shells = {row["subject"]: row for row in rows if row["parameter"] == "rounds_per_engagement"}
    prices = {}
    for row in rows:
        if row["parameter"].startswith("cost_per_round"):
            burst = shells.get(row["subject"], {"low": 1.0, "high": 1.0})
            prices[row["subject"]] = (row["low"] * burst["low"], row["high"] * burst["high"], row["unit"])
    return prices


def cost(rounds_mean: float, price: tuple[float, float, str] | None) -> str:
    """Return what the mean number of rounds costs at the low and the high price."""
    if price is None or not np.isfinite(rounds_mean):
        return words.ABSENT
    low, high, currency = price
    return f"{words.money(rounds_mean * low)}–{words.money(rounds_mean * high)} {currency}"


def reasons(result: Result) -> Grid:
    """Return the most frequent reasons why a fire unit has no window on a threat, for each class of threat."""
    grid = _grid("Why not: pairs of threat and fire unit with no window", ["Reason", "Pairs", "Share", "Mostly"])
    names, rows = result.reasons.codes("reason")
    pairs = np.bincount(rows, weights=result.reasons["pairs"], minlength=len(names))
    for index in np.argsort(-pairs, kind="stable")[:TOP_REASONS]:
        of_reason = result.reasons.take(rows == index)
        most = of_reason["threat_class"][of_reason["pairs"].argmax()]
        per_sample = pairs[index] / max(result.geometry_samples, 1)
        share = words.percent(pairs[index] / pairs.sum()) if pairs.sum() else words.ABSENT
        grid.add_row(escape(words.label(names[index])), f"{per_sample:,.0f}", share, escape(words.label(most)))
    return grid


def sweep(result: Result) -> Grid:
    """Return the leak curve: leaked by value of the swept parameter; raises ValueError without a sweep."""
    if result.sweep is None:
        raise ValueError("this result has no sweep")
    grid = _grid("Sweep: leaked, mean (5–95 %)", ["Parameter", "Value", "Threat", "Launched", "Leaked", "Intercepted"])
    for row in result.sweep.records():
        leaked = words.spread(row["leaked_mean"], row["leaked_p05"], row["leaked_p95"])
        grid.add_row(
            escape(row["parameter"]),
            words.number(row["value"]),
            escape(words.label(row["threat_class"])),
            f"{row['launched']:,}",
            leaked,
            words.percent(row["intercepted_share_mean"]),
            style="bold" if row["threat_class"] == "all" else "",
        )
    return grid


def _grid(title: str, headings: list[str]) -> Grid:
    grid = Grid(title=f"\n{escape(title)}", box=SIMPLE_HEAD, pad_edge=False, min_width=60)
    grid.title_justify, grid.title_style, grid.header_style = "left", "bold", "dim"
    for index, heading in enumerate(headings):
        grid.add_column(heading, justify="left" if index == 0 else "right")
    return grid
