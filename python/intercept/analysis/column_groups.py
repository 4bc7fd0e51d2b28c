"""Groups of what is not known, by the names of columns, and columns as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from intercept.base.arguments import listed, refused, shown, text
from intercept.base.printed import unit_of, without_unit
from intercept.base.words import spelled
from intercept.errors import InvalidParameterError

# Routes and the values of single threats have no column: they are drawn for each threat.
ROUTES = "routes and single threats"
GROUPS_MAX = 10
# The first pattern that fits a column counts.
DEFAULT: dict[str, tuple[str, ...]] = {
    "kill probabilities": (
        "defence.*.single_shot_kill_probability",
        "decision.common_cause_share.*",
        "decision.common_kill",
    ),
    "failures, jamming, decoys": ("raid.*",),
    "stocks": ("*.ready_rounds", "*.reloads_at_hand", "stocks.*"),
    "up or down": ("*.availability", "decision.warning_up"),
    "channels, times and salvos": (
        *("decision.decision_time_s", "defence.*.channels", "defence.*.reload_time_s", "defence.*.assess_time_s"),
        "defence.*.shots_per_target",
    ),
    "sensors": ("sensor.*",),
    "reach of fire units": ("defence.*",),
}


def default_groups(columns: Iterable[str], *, routes: bool) -> dict[str, tuple[str, ...]]:
    """Return the columns of each default group that has any; with routes, which have none, if they are drawn."""
    found: dict[str, list[str]] = {}
    for column in columns:
        name = next(name for name, patterns in DEFAULT.items() if _fits(column, patterns))
        found.setdefault(name, []).append(column)
    groups = {name: tuple(found[name]) for name in DEFAULT if name in found}
    return groups | ({ROUTES: ()} if routes else {})


def stated_groups(
    given: Mapping[str, Sequence[str]], columns: Sequence[str], *, routes: bool
) -> dict[str, tuple[str, ...]]:
    """Return the columns of groups that a user states as patterns such as "sensor.*"; groups may overlap.

    Raises
    ------
    InvalidParameterError
        There are none or more than ten, or a pattern fits no column.
    """
    if not isinstance(given, Mapping) or not 1 <= len(given) <= GROUPS_MAX:
        raise refused("groups", given, f"1 to {GROUPS_MAX} names, each with patterns of columns")
    found: dict[str, tuple[str, ...]] = {}
    for name, patterns in given.items():
        label = text("name of groups", name)
        wanted = [text(f"groups[{label}]", each) for each in listed(f"groups[{label}]", patterns)]
        if label == ROUTES and not wanted and routes:
            found[label] = ()
            continue
        for pattern in wanted:
            if not any(fnmatchcase(column, pattern) for column in columns):
                raise InvalidParameterError(
                    f"groups[{label}] = {shown(pattern)} is not allowed: must fit at least one column, such as"
                    f" {', '.join(columns[:2]) or 'none: nothing is unknown'}"
                )
        if not wanted:
            raise refused(f"groups[{label}]", patterns, "at least one pattern of columns")
        found[label] = tuple(column for column in columns if _fits(column, wanted))
    return found


def _fits(column: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(column, pattern) for pattern in patterns)


def named(column: str) -> str:
    """Return a column as words: `defence.radar_gun.reload_time_s` is "reload time of radar gun"."""
    kind, first, *rest = column.split(".", 2)
    if kind in {"raid", "decision"}:
        return f"{_words(first)} of {spelled(rest[0])}" if rest else _words(first)
    return f"{_words(rest[0])} of {spelled(first)}"


def _words(key: str) -> str:
    return spelled(without_unit(key))


def unit_of_column(column: str) -> str:
    """Return the unit of a column's value with a space before it, nothing of shares and counts."""
    unit = unit_of(column)
    return f" {unit}" if unit else ""
