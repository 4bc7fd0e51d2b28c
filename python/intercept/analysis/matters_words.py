"""What matters of what is not known, in words made from the numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from intercept.analysis.answer import Answer, cut_short
from intercept.analysis.column_groups import named, unit_of_column
from intercept.base.table import Table
from intercept.base.words import counted, known, measured, measured_percent, spelled
from intercept.raid.estimates import student_t
from intercept.raid.weights import ALL

Row = Mapping[str, Any]
NAN = float("nan")
# Groups that are named, and the share from which on they are most of it.
GROUPS_MAX, MOST = 3, 0.5


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(Answer):
    """For how much of what is not known of the number of leakers each unknown accounts.

    Attributes
    ----------
    of, launched
        Which leakers count ("all", or a threat class), and how many could leak.
    mean, mean_standard_error
        The mean number of leakers.
    variance, variance_standard_error
        V, the variance of the expected leakers over what is not known and routes: luck is not in it.
    luck_share
        The share of luck in the variance of single nights.
    difference, difference_standard_error
        Mean loss of the other option less that of this one, its cost included; NaN without another option.
    unknowns
        A row for each column, the most important first: column, group; the values at 5 and 95 % of its prior
        (value_p05, value_p95); the mean leakers if it has them (leaked_at_p05, ...) with their standard errors;
        first_order, S = Var E[y | u]/V, with its standard error and 95 % t-interval (NaN where V is not distinguished
        from 0); distinguished, whether S is known to be more than what chance gives the strongest of as many columns
        with as many geometries; spread_left, the standard deviation of the expected leakers once the column is known;
        information, what it is worth to learn it before the choice, in leakers, with its standard error (NaN without
        another option); and information_distinguished, whether that is known.
    leads
        Whether the first of the unknowns is known to account for more than each other one.
    groups
        A row for each group, the most important first: group, columns; first_order, the sum of S of its columns, with
        its standard error (NaN without columns); total, T = E Var(y | all others)/V, with its standard error and 95 %
        t-interval (NaN where no group was drawn again).
    """

    QUESTION: ClassVar[str] = "sensitivity"
    of: str
    launched: int
    mean: float
    mean_standard_error: float
    variance: float
    variance_standard_error: float
    luck_share: float
    difference: float
    difference_standard_error: float
    unknowns: Table
    groups: Table
    leads: bool

    @property
    def geometries(self) -> int:
        """How many geometries there are, in all scrambles together."""
        return self.made.sampling.scrambles * self.made.sampling.points

    @property
    def is_told(self) -> bool:
        """Whether the variance that is not luck is distinguished from 0: by twice its standard error."""
        return self.variance > 2.0 * self.variance_standard_error

    @property
    def has_choice(self) -> bool:
        """Whether there is another option, between which and this one a choice is to be made."""
        return math.isfinite(self.difference)

    @property
    def words(self) -> str:
        """The answer in one paragraph."""
        return told(self)

    def _shown(self) -> tuple[str, Table]:
        words, unknowns = super()._shown()
        rest = {name: unknowns[name] for name in unknowns.columns if name != "column"}
        names = [f"{named(column)},{unit_of_column(column)}".rstrip(",") for column in unknowns["column"].tolist()]
        return words, Table({"unknown": np.array(names, dtype=str), **rest})


def told(found: Sensitivity) -> str:
    """Return the words of an answer."""
    what = "leak" if found.of == ALL else f"{spelled(found.of)} leak"
    mean = known(found.mean, found.mean_standard_error)
    said = [f"{mean.mean} of {found.launched:,} {what} on average ({mean.how_well})."]
    if not found.is_told:
        said.append("What is not known makes no difference that these samples distinguish from luck.")
    else:
        said.append(
            f"Luck makes {100 * found.luck_share:.0f} % of the variance between nights; what is not known moves the"
            f" expected leakers by a standard deviation of {math.sqrt(found.variance):.3g}."
        )
        said += [_groups(found), single(found)]
    said += [_choice(found), *cut_short(found.made)]
    return " ".join(filter(None, said))


def _groups(found: Sensitivity) -> str:
    rows = list(found.groups.records())
    key = "total" if any(math.isfinite(row["total"]) for row in rows) else "first_order"
    limit = student_t(max(found.made.sampling.scrambles - 1, 1))
    certain = [row for row in rows if row[key] > limit * row[f"{key}_standard_error"]]
    if not certain:
        return ""
    certain.sort(key=lambda row: -row[key])
    told = certain[:GROUPS_MAX]
    shares = [f"{row['group']} ({measured_percent(row[key], row[f'{key}_standard_error'])})" for row in told]
    several = len(told) > 1
    more = f", the first of {len(certain)}" if len(certain) > len(told) else ""
    if key == "total":
        # Each holds what it shares with others, which would be counted twice in a sum.
        return f"Of what is not known, {_matter(several)} {_listed(shares)}{more}, alone and together with others."
    share, error = sum(row[key] for row in told), math.hypot(*(row[f"{key}_standard_error"] for row in told))
    together = f"; together {measured_percent(share, error)}" if several else ""
    if share - limit * error > MOST:
        return f"Most of what is not known comes from {_listed(shares)}{', each alone' if several else ''}{together}."
    alone = "each alone" if several else "alone"
    return (
        f"Of what is not known, {_matter(several)} {_listed(shares)}{more}, {alone}{together}; the rest they share with"
        " others, or it is not resolved."
    )


def _matter(several: bool) -> str:  # noqa: FBT001 - what it is about
    return "the parts that are known to matter are" if several else "the part that is known to matter is"


def single(found: Sensitivity) -> str:
    """Say which single unknown matters most, or that there are too few geometries to tell."""
    rows = [row for row in found.unknowns.records() if row["distinguished"]]
    if not rows:
        return too_few(found) if len(found.unknowns) else "There is no single unknown with a column."
    row = rows[0]
    unit = unit_of_column(row["column"])
    ends = ""
    if math.isfinite(row["value_p05"]):
        low, high = (measured(row[f"value_{end}"], NAN) for end in ("p05", "p95"))
        ends = f", {low} to {high}{unit}"
    share = measured_percent(row["first_order"], row["first_order_standard_error"])
    moved = f"{measured(row['leaked_at_p05'], NAN)} to {measured(row['leaked_at_p95'], NAN)}"
    first = f"If you could learn one thing: {named(row['column'])}, which alone accounts for {share} of it"
    if not found.leads:
        first = (
            f"The strongest single unknown found is the {named(row['column'])} with {share} of it alone, though it is"
            f" not known to lead: {_those(rows, found)}"
        )
    return (
        f"{first}. From its 5 % to its 95 % point{ends}, the mean of leakers goes from {moved}; once it is known the"
        f" standard deviation is {row['spread_left']:.3g}."
    )


def _those(rows: Sequence[Row], found: Sensitivity) -> str:
    if len(rows) == 1:
        return f"with {counted(found.geometries, 'geometry', 'geometries')} others may account for as much"
    its_share = measured_percent(rows[1]["first_order"], rows[1]["first_order_standard_error"])
    second = f"{named(rows[1]['column'])} has {its_share}"
    if len(rows) == 2:
        return second
    return f"{second}; in all {len(rows):,} of {len(found.unknowns):,} are distinguished from chance"


def too_few(found: Sensitivity) -> str:
    """Say that there are too few geometries to name a single unknown."""
    geometries = counted(found.geometries, "geometry", "geometries")
    return (
        f"Too few geometries to tell which single unknown matters most: {geometries} for"
        f" {counted(len(found.unknowns), 'column')}; double the points."
    )


def _choice(found: Sensitivity) -> str:
    if not found.has_choice:
        return ""
    own, other = found.made.scenario_names
    if len(set(found.made.scenario_hashes)) == 1:
        return f"{own} is compared with itself: there is no choice to be made."
    if own == other:
        own, other = f"{own} (the first)", f"{other} (the second)"
    better, worse = (own, other) if found.difference >= 0.0 else (other, own)
    less = known(abs(found.difference), found.difference_standard_error)
    said = f"{better} loses {less.mean} leakers fewer than {worse} ({less.how_well})."
    if found.difference == 0.0 and not found.difference_standard_error > 0.0:
        # Two files can differ in what changes nothing here.
        said = f"{own} and {other} lose the same in every replication."
    rows = [row for row in found.unknowns.records() if row["information_distinguished"]]
    if not rows:
        return f"{said} Learning no single unknown first is known to be worth anything to this choice."
    best = max(rows, key=lambda row: row["information"])
    saved = known(best["information"], best["information_standard_error"])
    return (
        f"{said} To learn the {named(best['column'])} before the choice would save {saved.mean} leakers on average"
        f" ({saved.how_well})" + (", the most of those that are known." if len(rows) > 1 else ".")
    )


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
