"""How far a result can be relied on, part by part, after NASA-STD-7009: verification, inputs, their weight, limits.

Models and limits: docs/models/credibility.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import CONFIDENCES, counted, known, percentages
from intercept.raid import stated
from intercept.raid.parts import PARTS, TITLES, parameter_of, part_of_value
from intercept.raid.verified import of_part
from intercept.raid.weights import Weights, variances, weights

if TYPE_CHECKING:
    from intercept.raid.found import Found

# Subjects of the assumptions that are neither classes nor sites nor waves.
OTHERS = {"decision": "decision", "fire units": "decision", "theatre": "theatre", "raid": "threat"}
# Columns of shares have other names than the values that they are drawn for.
SHARES = {"failure_share": "in_flight_failure_share"}


@dataclass(frozen=True, eq=False, repr=False)
class Credibility(ByValue, Shown):
    """What each part of a run was verified against, what its inputs are worth and matter, and what was not checked.

    Attributes
    ----------
    parts
        A row for each part. verified_checks and verified_worst: how many figures `intercept validate` compares, and the
        largest difference in units of its tolerance (NaN without any). values, and of them the shares value_high,
        value_medium, value_low and value_unstated by confidence. weight: the share of the variance of leakers that is
        not luck which goes with the part's columns alone (of flight: with routes and values of single threats), its
        weight_standard_error (NaN of flight), weight_is_certain (its 95 % interval lies above 0; 0 or 1), and
        weight_high, ... of it by confidence; NaN where it cannot be told. strongest: of the columns whose
        weight is certain, the one with the largest; empty where none is. verified_against, not_checked, outside_range:
        text.
    columns
        A row for each column drawn: column, part, confidence, weight (its first-order index), weight_standard_error,
        weight_is_certain.
    notes
        Sentences on the run as a whole.
    """

    parts: Table
    columns: Table
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON: a number that does not apply is None."""
        return {
            "parts": json.loads(self.parts.to_json()),
            "columns": json.loads(self.columns.to_json()),
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """Return it as JSON."""
        return json.dumps(self.to_dict(), indent=2)

    def told(self) -> str:
        """Say it in a paragraph for each part."""
        return "\n\n".join([*map(_told, self.parts.records()), *self.notes])

    def _shown(self) -> tuple[str, Table]:
        names = ("part", "verified_checks", "values", "weight", "weight_standard_error", "strongest", "not_checked")
        head = "How far the result can be relied on, part by part; weight is a share of what is not luck."
        return "\n".join([head, *self.notes]), Table({name: self.parts[name] for name in names})

    def __repr__(self) -> str:
        return f"<Credibility of {counted(len(self.parts), 'part')}>\n{self.told()}"


def credibility(result: Found) -> Credibility:
    """Return how far a result can be relied on, from its own tables and the packaged table of checks."""
    values = _values(result)
    weighed = weights(result)
    columns = _columns(weighed, values)
    outside = stated.outside(result)
    rows = [_part(name, (result, weighed), values, columns, outside.get(name, [])) for name in PARTS]
    names = list(rows[0])
    table = Table({name: [row[name] for row in rows] for name in names})
    return Credibility(table, columns, _notes(result, weighed))


def _kinds(result: Found) -> dict[str, str]:
    """Return the kind of each class and site that the assumptions name."""
    sites = {"sensor": "sensor", "fire_unit": "defence"}
    found = {**dict.fromkeys(result.threats["wave"].tolist(), "threat"), **OTHERS}
    for row in result.map.sites.records():
        if row["kind"] in sites:
            found[row["name"]] = found[row["class"]] = sites[row["kind"]]
    found |= dict.fromkeys(result.kills["defence_class"].tolist(), "defence")
    return found | dict.fromkeys(result.threats["threat_class"].tolist(), "threat")


def _values(result: Found) -> dict[tuple[str, str], tuple[str, str]]:
    """Return by subject and parameter the part and the confidence of each value."""
    kinds = _kinds(result)
    return {
        (row["subject"], row["parameter"]): (
            part_of_value(kinds.get(row["subject"], "sensor"), row["parameter"]),
            row["confidence"] if row["confidence"] in CONFIDENCES else "-",
        )
        for row in result.assumptions.records()
    }


def _columns(weighed: Weights, values: Mapping[tuple[str, str], tuple[str, str]]) -> Table:
    told = [_of_column(name, values) for name in weighed.names]
    shares = [weighed.of((name,)) for name in weighed.names]
    return Table(
        {
            "column": np.array(weighed.names, dtype=str),
            "part": np.array([part for part, _ in told], dtype=str),
            "confidence": np.array([confidence for _, confidence in told], dtype=str),
            "weight": np.array([share for share, _ in shares], dtype=float),
            "weight_standard_error": np.array([error for _, error in shares], dtype=float),
            "weight_is_certain": np.array([weighed.certain(*each) for each in shares], dtype=bool),
        }
    )


def _of_column(name: str, values: Mapping[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    """Return the part and the confidence of a column, such as `defence.radar_gun.channels`."""
    kind, first, *rest = name.split(".", 2)
    if kind in {"decision", "raid"}:
        key, subject = SHARES.get(first, first), rest[0] if kind == "raid" else "decision"
    else:
        key, subject = rest[0], first
    parameter = parameter_of(key, [name for of, name in values if of == subject])
    confidence = values[subject, parameter][1] if parameter is not None else "-"
    return part_of_value(kind, key), confidence


def _part(
    name: str,
    found: tuple[Found, Weights],
    values: Mapping[tuple[str, str], tuple[str, str]],
    columns: Table,
    outside: list[str],
) -> dict[str, Any]:
    result, weighed = found
    checks = of_part(name)
    grades = [confidence for part, confidence in values.values() if part == name]
    mine = columns.take(columns["part"] == name)
    weight, error = (_routes(result, weighed), math.nan) if name == "flight" else _share(weighed, mine)
    by_grade = {
        f"weight_{CONFIDENCES[grade]}": _share(weighed, mine.take(mine["confidence"] == grade))[0]
        for grade in CONFIDENCES
    }
    row: dict[str, Any] = {
        "part": name,
        "verified_checks": sum(case.checks for case in checks),
        "verified_worst": max((case.worst for case in checks), default=math.nan),
        "values": len(grades),
        **{
            f"value_{CONFIDENCES[grade]}": grades.count(grade) / len(grades) if grades else 0.0 for grade in CONFIDENCES
        },
        "weight": weight,
        "weight_standard_error": error,
        "weight_is_certain": name != "flight" and weighed.certain(weight, error),
        **by_grade,
    }
    certain = mine.take(mine["weight_is_certain"])
    strongest = certain["column"][int(np.argmax(certain["weight"]))] if len(certain) else ""
    return row | {
        "strongest": strongest,
        "verified_against": "; ".join(dict.fromkeys(case.source for case in checks)),
        "not_checked": stated.NOT_CHECKED[name],
        "outside_range": " ".join(outside),
    }


def _share(weighed: Weights, columns: Table) -> tuple[float, float]:
    """Return the weight of some columns together and its standard error; NaN without a column, or where not told."""
    return weighed.of(tuple(columns["column"].tolist()))


def _routes(result: Found, weighed: Weights) -> float:
    """Return the share of the variance of leakers that is not luck which goes with routes and single threats."""
    return variances(result)[1] / weighed.found.variance if weighed.found.is_told else math.nan


def _notes(result: Found, weighed: Weights) -> tuple[str, ...]:
    """Return what the samples are too few for, and whether they are too few to tell any weight."""
    if weighed.found.is_told:
        return result.too_few()
    if weighed.is_too_few:
        return (*result.too_few(), "Fewer than 3 scrambles, or one replication of each vector: no weight is told.")
    return (
        *result.too_few(),
        "The variance of leakers that is not luck is not distinguished from 0: no weight is told.",
    )


def _told(row: Mapping[str, Any]) -> str:
    checks, worst = row["verified_checks"], row["verified_worst"]
    verified = (
        f"{counted(checks, 'check')} against outside figures, the largest difference {worst:.2g} of its tolerance."
        if checks
        else "No check of `intercept validate` against outside figures."
    )
    words = CONFIDENCES.values()
    parts = zip(percentages([row[f"value_{word}"] for word in words]), words, strict=True)
    shares = ", ".join(f"{share} {word}" for share, word in parts if row[f"value_{word}"])
    inputs = f"{counted(row['values'], 'value')}: {shares}." if row["values"] else "No value of this run."
    lines = [f"{TITLES[row['part']]}. {verified} {inputs}", weight_told(row), f"Not checked: {row['not_checked']}."]
    return " ".join(
        filter(None, [*lines, row["outside_range"] and f"Outside the stated range: {row['outside_range']}"])
    )


def weight_told(row: Mapping[str, Any]) -> str:
    """Say how much of the spread of leakers goes with a part; nothing where it cannot be told."""
    weight, error = row["weight"], row["weight_standard_error"]
    if math.isnan(weight):
        return ""
    if row["part"] == "flight":
        return f"Routes and single threats go with {100 * weight:.0f} % of the variance of leakers that is not luck."
    if not row["weight_is_certain"]:
        return f"Its weight in the answer is not distinguished from chance (standard error {100 * error:.2g} %)."
    share = known(100.0 * weight, 100.0 * error)
    told = f"{share.mean} % ({share.how_well}) of the variance of leakers that is not luck"
    most = f"most with {row['strongest']}" if row["strongest"] else "with no single value that chance cannot make"
    return f"It goes with {told}, {most}."
