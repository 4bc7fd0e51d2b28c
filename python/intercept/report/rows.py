"""Rows of tables that the terminal and the report share: causes of leakers, rounds and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.table import Table
from intercept.raid.sums import cause_means
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.raid.result import Result

CAUSES = ["Cause", "Leakers, mean ± standard error", "Share", "Most often"]


def causes(result: Result) -> list[dict[str, Any]]:
    """Return the mean number of leakers of each cause over all classes, with its interval, the most frequent first."""
    listed = result.causes.to_dict()
    together = Table({**listed, "threat_class": np.array(["all"] * len(result.causes), dtype=str)})
    found = cause_means(together, result.draws, result.replications_done).records()
    return sorted(found, key=lambda row: -row["leaked_mean"])


def causes_rows(result: Result) -> list[list[str]]:
    """Return one row for each cause, the most frequent first, as text under the headings ``CAUSES``."""
    found = []
    for row in causes(result):
        of_cause = result.causes.take(result.causes["cause"] == row["cause"])
        classes, class_rows = of_cause.codes("threat_class")
        most = classes[np.bincount(class_rows, weights=of_cause["leaked"]).argmax()]
        mean = words.with_error(row["leaked_mean"], row["leaked_standard_error"])
        found.append([words.label(row["cause"]), mean, words.percent(row["share"]), words.label(most)])
    return found


ROUNDS = ["Defence", "Rounds", "Wasted, mean", "Left", "Kills, mean", "Cost, low–high"]
BURSTS = "For a gun, a round is a burst. Wasted rounds came after the one that killed the threat, or after it was gone."


def rounds_rows(result: Result) -> list[list[str]]:
    """Return one row for each class of defence, as text under the headings ``ROUNDS``; cost is that of the mean."""
    found = {(row["quantity"], row["of"]): row for row in result.estimates.records()}
    prices = round_prices(result)
    classes, of_row = result.kills.codes("defence_class")
    kills = dict(zip(classes, np.bincount(of_row, result.kills["kills_mean"], len(classes)).tolist(), strict=True))
    rows = []
    for name in palette.in_order((of for quantity, of in found if quantity == "rounds"), palette.DEFENCES):
        spent = found["rounds", name]
        killed = kills.get(name, float("nan"))
        counts = [words.spread(*(found[store, name][part] for part in ("mean", "p05", "p95"))) for store in STORES]
        wasted = words.mean(found["wasted", name]["mean"])
        priced = cost(spent["mean"], prices.get(name))
        rows.append([words.label(name), counts[0], wasted, counts[1], words.mean(killed), priced])
    return rows


STORES = ("rounds", "left")


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
