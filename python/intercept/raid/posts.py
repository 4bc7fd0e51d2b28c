"""Command posts, and the units that threats come at, as a caller of `RaidPlan.from_tables` gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import by_name, number, refused, whole
from intercept.base.words import one_of
from intercept.engagement.chances import POST_COLUMNS, Array
from intercept.errors import InvalidParameterError
from intercept.raid.tables import Columns, Listed, read_columns, row_count, rows_of

OPERATORS_MAX = 2**32 - 1
OPERATOR_TIME_MAX_S = 1e10
PAIR_COLUMNS = ("threat", "unit")


def posts_of(unit_posts: Sequence[str], given: Mapping[str, Any] | None) -> tuple[Array, npt.NDArray[np.int64]]:
    """Return the columns of the command posts, shape (posts, 2), and the index of each unit's, -1 for none.

    Raises
    ------
    InvalidParameterError
        A unit names a post that is not given, a post lacks a value or has one that is out of range.
    """
    posts = {name: by_name(f"command_posts[{name}]", post) for name, post in by_name("command_posts", given).items()}
    rows = []
    for name, post in posts.items():
        told = f"command_posts[{name}]"
        if set(post) != set(POST_COLUMNS):
            raise refused(told, sorted(map(str, post)), f"with {' and '.join(POST_COLUMNS)}")
        operators = whole(f"{told}.operators", post["operators"], 1, OPERATORS_MAX)
        rows.append((operators, number(f"{told}.operator_time_s", post["operator_time_s"], 0.0, OPERATOR_TIME_MAX_S)))
    order = list(posts)
    for name in unit_posts:
        if name and name not in order:
            known = f"one of command_posts, {one_of(name, order)}" if order else "left out: there is no command post"
            raise refused("command_post of units", name, known)
    index = np.array([order.index(name) if name else -1 for name in unit_posts], dtype=np.int64)
    return np.array(rows, dtype=float).reshape(-1, len(POST_COLUMNS)), index


def pairs_of(given: Columns | None, listed: Listed) -> npt.NDArray[np.uint64]:
    """Return threats and the units that they come at, shape (pairs, 2).

    Raises
    ------
    InvalidParameterError
        A column is missing or unknown, or a value is not the number of a row.
    """
    if given is None:
        return np.zeros((0, 2), dtype=np.uint64)
    found = read_columns("comes_at", given, PAIR_COLUMNS)
    pairs = row_count("comes_at", found)
    for name in PAIR_COLUMNS:
        if name not in found:
            raise InvalidParameterError(f"comes_at must have a column {name}")
    threat = rows_of("comes_at threat", found["threat"], len(listed.threats), pairs)
    unit = rows_of("comes_at unit", found["unit"], len(listed.units), pairs)
    return np.column_stack([threat, unit]).astype(np.uint64)
