"""What was spent and what was protected, as people read it."""

from __future__ import annotations

from intercept.analysis.exchange import Exchange
from intercept.base.titles import titled
from intercept.base.words import measured, measured_percent
from intercept.report.answers.form import Charts, Shown
from intercept.report.figures import exchange
from intercept.report.look import page, words


def tables(found: Exchange) -> list[Shown]:
    """Return its tables as they are printed."""
    sums = [
        (
            exchange.NAMES[row["quantity"]],
            "All" if row["of"] == "all" else words.label(row["of"]),
            with_error(row["mean"], row["standard_error"], row["unit"]),
            *(words.amount(row[part], row["unit"]) for part in ("p05", "p95")),
        )
        for row in found.sums.records()
    ]
    prices = [
        (
            words.label(row["class"]),
            *(f"{words.money(row[f'{end}_usd'])}" for end in ("low", "mode", "high")),
            row["confidence"] or words.ABSENT,
            row["origin"],
        )
        for row in found.costs.records()
    ]
    sources = [
        (words.label(row["class"]), row["source"].replace(" | ", "; "))
        for row in found.costs.records()
        if row["origin"] != "given"
    ]
    heads = ("Quantity", "Of what", "Mean ± error", "5 %", "95 %")
    return [
        Shown("Costs in USD, and shares of the value of the assets", heads, sums),
        Shown("Costs of one, in USD", ("Class", "Low", "Mode", "High", "Confidence", "From"), prices),
        *([Shown("Sources of costs", ("Class", "Source"), sources, prose=True)] if sources else []),
    ]


def with_error(mean: float, error: float, unit: str) -> str:
    """Return a mean with its standard error in one unit: "25.84 ± 0.93 M" of USD, "59.7 ± 2.7 %"."""
    if unit == "share":
        return measured_percent(mean, error) if error > 0.0 else words.percent(mean)
    size, letter = words.money_unit(mean)
    return f"{measured(mean / size, error / size)} {letter}".rstrip()


def charts(found: Exchange) -> Charts:
    """Return how it is drawn."""
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

    title = titled("Costs and value protected", found.made.scenario)
    return Charts(title, lambda: exchange.figure(found), lambda: exchange.static_figure(found), section)
