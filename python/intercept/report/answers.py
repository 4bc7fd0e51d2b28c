"""Answers to questions as people read them: the rows of their tables, and how each is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import singledispatch
from typing import Any, NamedTuple

from intercept.analysis.answer import Answer
from intercept.analysis.column_groups import named
from intercept.analysis.compare import Comparison
from intercept.analysis.endurance import Endurance
from intercept.analysis.exchange import Exchange
from intercept.analysis.matters import Sensitivity
from intercept.analysis.placed import Placement
from intercept.analysis.saturation_curve import Saturation
from intercept.base.arguments import refused
from intercept.base.words import spelled
from intercept.report.figures import differences, endurance, exchange, panels, placement, saturation
from intercept.report.figures import sensitivity as matters
from intercept.report.look import page, words
from intercept.report.look.chart import Drawing, Panel

HEIGHT = 400
NOTE = (
    "Sites are notional and classes generic, from public sources; kill probabilities are judgement. Intervals of means"
    " say how far sampling may have them off; errors of the model and wrong priors are not in them."
)


class Shown(NamedTuple):
    """A table as it is printed: its title, the heads of its columns, its cells as text."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


class Charts(NamedTuple):
    """The figure of an answer, interactive and static, its title, and the figures of its page as HTML."""

    title: str
    figure: Callable[[], Any]
    static: Callable[[], Any]
    section: Callable[[], str]


def drawing(found: Answer) -> Drawing:
    """Return how an answer is drawn; its page has the words, the figures and the tables."""
    charts = _charts(found)

    def rendered(_: Any) -> str:  # noqa: ANN401 - a figure of plotly
        tables = [
            page.section(shown.title, page.table(shown.headings, [[page.text(c) for c in row] for row in shown.rows]))
            for shown in tables_of(found)
        ]
        sections = [charts.section(), *tables, page.paragraph(NOTE)]
        return page.document(charts.title, page.paragraph(found.words), sections, style=panels.STYLE)

    return Drawing(charts.figure, rendered, charts.static)


def _of_panels(title: str, drawn: Sequence[Panel]) -> Charts:
    return Charts(
        title,
        lambda: panels.together(drawn, HEIGHT),
        lambda: panels.of_panels(drawn),
        lambda: panels.section(drawn, HEIGHT),
    )


@singledispatch
def tables_of(found: Answer) -> list[Shown]:
    """Return the tables of an answer as they are printed."""
    raise refused("thing", found, "an answer to a question")


@singledispatch
def _charts(found: Answer) -> Charts:
    raise refused("thing", found, "an answer to a question")


@tables_of.register
def _(found: Comparison) -> list[Shown]:
    headings = ("Threat", "Change ± error", "95 % interval", "5–95 % of nights", "Fewer", "More")
    leaked = [row for row in found.differences.records() if row["quantity"] == "leaked"]
    return [
        Shown(
            f"{name}, compared with {found.names[0]}: mean change of leakers, share of nights",
            headings,
            [_compared(row) for row in leaked if row["scenario"] == name],
        )
        for name in found.names[1:]
    ]


def _compared(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        "All threats" if row["of"] == "all" else words.label(row["of"]),
        words.change(row["mean"], row["standard_error"]),
        words.span(row["low"], row["high"]),
        words.span(row["p05"], row["p95"]),
        words.percent(row["fewer_share"]),
        words.percent(row["more_share"]),
    )


@_charts.register
def _(found: Comparison) -> Charts:
    told = "Differences of leakers, night by night with the same random numbers. A whole bar left of zero: fewer leak."
    return Charts(
        f"Compared with {found.names[0]}",
        lambda: differences.figure(found),
        lambda: differences.static_figure(found),
        lambda: page.section("Leakers", page.figure(differences.figure(found), "answer", told), name="figure"),
    )


@tables_of.register
def _(found: Saturation) -> list[Shown]:
    headings = ("Launched", "Leaked ± error", "5–95 % of nights", "Share", "Next leaks", "95 % interval")
    rows = [
        (
            f"{row['size']:,}",
            words.with_error(row["leaked_mean"], row["leaked_standard_error"]),
            words.whole_span(row["leaked_p05"], row["leaked_p95"]),
            words.percent(row["leak_share"]),
            words.percent(row["next_share"]),
            words.percent_span(row["next_low"], row["next_high"]),
        )
        for row in found.curve.records()
    ]
    tables = [Shown(f"{words.label(found.threat_class)}: leakers against the number launched", headings, rows)]
    if len(found.lifted):
        last = [row for row in found.lifted.records() if row["size"] == found.sizes[-1]]
        free = [
            (
                words.label(row["limit"]),
                words.with_error(row["leaked_mean"], row["leaked_standard_error"]),
                words.change(row["difference_mean"], row["difference_standard_error"]),
                words.span(row["difference_low"], row["difference_high"]),
            )
            for row in last
        ]
        heads = ("Limit lifted", "Leaked ± error", "Change ± error", "95 % interval")
        tables.append(Shown(f"Of {found.sizes[-1]:,} launched, without each limit in turn", heads, free))
    return tables


@_charts.register
def _(found: Saturation) -> Charts:
    return _of_panels(f"Saturation: {spelled(found.threat_class)}", saturation.panels(found))


@tables_of.register
def _(found: Endurance) -> list[Shown]:
    leaks = [row for row in found.leakers.records() if row["threat_class"] == "all"]
    nights = [
        (
            f"{row['night']}",
            f"{row['launched']:,}",
            words.with_error(row["leaked_mean"], row["leaked_standard_error"]),
            words.whole_span(row["leaked_p05"], row["leaked_p95"]),
        )
        for row in leaks
    ]
    start = {row["defence_class"]: row for row in found.stocks.records() if row["night"] == 0}
    end = {row["defence_class"]: row for row in found.stocks.records() if row["night"] == found.nights}
    stocks = [
        (
            words.label(row["defence_class"]),
            words.mean(start[row["defence_class"]]["left_mean"]),
            words.mean(end[row["defence_class"]]["left_mean"]),
            " to ".join(dict.fromkeys(_night(row[f"night_{part}"]) for part in ("p05", "p95"))),
            words.percent(row["lasts_share"]),
        )
        for row in found.empty.records()
    ]
    heads = ("Defence", "At the start", "Left", "Empty after", "Lasts")
    return [
        Shown("Leakers of each night", ("Night", "Launched", "Leaked ± error", "5–95 %"), nights),
        Shown(f"Rounds at the start, and left after {found.nights} nights; when none is left", heads, stocks),
    ]


def _night(value: float) -> str:
    return f"{value:.0f}" if math.isfinite(value) else "later"


@_charts.register
def _(found: Endurance) -> Charts:
    return _of_panels(f"Nights in a row: {found.made.scenario_names[0]}", endurance.panels(found))


@tables_of.register
def _(found: Exchange) -> list[Shown]:
    sums = [
        (
            exchange.NAMES[row["quantity"]],
            "All" if row["of"] == "all" else words.label(row["of"]),
            *(words.amount(row[part], row["unit"]) for part in ("mean", "standard_error", "p05", "p95")),
        )
        for row in found.sums.records()
    ]
    prices = [
        (
            words.label(row["class"]),
            *(f"{words.money(row[f'{end}_usd'])}" for end in ("low", "mode", "high")),
            row["confidence"] or words.ABSENT,
            "given" if row["origin"] == "given" else row["source"],
        )
        for row in found.costs.records()
    ]
    heads = ("Quantity", "Of", "Mean", "Error", "5 %", "95 %")
    return [
        Shown("Costs in USD, and shares of the value of the assets", heads, sums),
        Shown("Costs of one, in USD, with their sources", ("Class", "Low", "Mode", "High", "", "Source"), prices),
    ]


@_charts.register
def _(found: Exchange) -> Charts:
    told = {
        "USD": "What was spent and what came; protected in money where each class of asset has a cost.",
        "share": "Assets that at least one leaker reaches count with their whole value; effects are not modelled.",
    }

    def section() -> str:
        drawn = exchange.groups(found).items()
        return page.section(
            "Costs and value",
            *(page.figure(exchange.chart(unit, each), f"answer-{unit}", told[unit]) for unit, each in drawn),
            name="figure",
        )

    title = f"Costs and value protected: {found.made.scenario_names[0]}"
    return Charts(title, lambda: exchange.figure(found), lambda: exchange.static_figure(found), section)


# Unknowns beyond these are in the table of the answer, not in print.
UNKNOWNS_SHOWN = 12


@tables_of.register
def _(found: Sensitivity) -> list[Shown]:
    heads = ["Unknown", "Alone ± error", "Leakers at 5 % of its prior", "at 95 %"]
    chosen = found.unknowns.head(UNKNOWNS_SHOWN).records()
    shown = [[*_unknown(row), *([_worth(row)] if found.has_choice else [])] for row in chosen]
    groups = [
        (words.label(row["group"]), f"{row['columns']:,.0f}", _share(row, "first_order"), _share(row, "total"))
        for row in found.groups.records()
    ]
    return [
        Shown(
            "Share of the variance that is not luck, by group",
            ("Group", "Unknowns", "Each alone ± error", "Alone and with others ± error"),
            groups,
        ),
        Shown("The strongest unknowns", [*heads, *(["Worth of learning"] if found.has_choice else [])], shown),
    ]


def _share(row: dict[str, Any], key: str) -> str:
    share, error = row[key], row[f"{key}_standard_error"]
    return words.ABSENT if math.isnan(share) else f"{100 * share:.1f} ± {100 * error:.1f} %"


def _worth(row: dict[str, Any]) -> str:
    return f"{row['information']:.2g} ± {row['information_standard_error']:.1g}"


def _unknown(row: dict[str, Any]) -> tuple[str, ...]:
    ends = (f"{row[key]:.3g} ± {row[f'{key}_standard_error']:.1g}" for key in ("leaked_at_p05", "leaked_at_p95"))
    return (words.label(named(row["column"])), _share(row, "first_order"), *ends)


@_charts.register
def _(found: Sensitivity) -> Charts:
    told = (
        "Above: how much of the variance goes with each group of unknowns, alone and together with others. Below: the"
        " mean of leakers (dotted: overall) if one unknown is low or high in its prior; the strongest twelve."
    )
    return Charts(
        f"What matters in {found.made.scenario_names[0]}",
        lambda: matters.figure(found),
        lambda: matters.static_figure(found),
        lambda: page.section("What matters", page.figure(matters.figure(found), "answer", told), name="figure"),
    )


@tables_of.register
def _(found: Placement) -> list[Shown]:
    sites = [_site(row) for row in found.candidates.records()]
    rows = [_replicated(row) for row in found.simulated.records()]
    return [
        Shown(
            "Candidate sites: value protected, in units of the assets' value",
            ("Site", "Class", "East, north, km", "Chosen", "Adds ± error", "Alone ± error"),
            sites,
        ),
        Shown(
            "The simulated raid", ("Mean", "Without candidates", "With the chosen ones", "Change ± error", "95 %"), rows
        ),
    ]


def _site(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        row["candidate"],
        words.label(row["defence_class"]),
        f"{row['east_km']:.0f}, {row['north_km']:.0f}",
        f"{row['rank']:.0f}" if math.isfinite(row["rank"]) else words.ABSENT,
        *(f"{row[key]:.3g} ± {row[f'{key}_standard_error']:.1g}" for key in ("gain", "alone")),
    )


def _replicated(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        {"value_hit": "Value that leakers fly to", "leakers": "Leakers"}[row["quantity"]],
        *(f"{row[key]:.3g} ± {row[f'{key}_standard_error']:.1g}" for key in ("without", "with_chosen")),
        words.change(row["difference"], row["difference_standard_error"]),
        words.span(row["low"], row["high"]),
    )


@_charts.register
def _(found: Placement) -> Charts:
    return _of_panels(f"Sites that protect most in {found.made.scenario_names[0]}", placement.panels_of(found))
