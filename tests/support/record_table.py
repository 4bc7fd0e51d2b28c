"""Small daily tables for the tests of the record: made up, in the columns of the published one."""

from __future__ import annotations

from pathlib import Path

COLUMNS = (
    "time_start,time_end,model,launch_place,target,launched,destroyed,not_reach_goal,still_attacking,is_shahed,source"
)
NIGHT = ("2025-10-04 20:00", "2025-10-05 09:00")


def write(tmp_path: Path, *lines: str) -> Path:
    """Write a table of these lines and return its path."""
    path = tmp_path / "daily.csv"
    path.write_text("\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
    return path


def line(start: str, end: str, **fields: str) -> str:
    """Return a line of the table: nine Kalibr launched and six destroyed, unless `fields` say otherwise."""
    usual = {"model": "Kalibr", "target": "Ukraine", "launched": "9", "destroyed": "6", "source": "p/posts/1"}
    values = {"time_start": start, "time_end": end, **usual, **fields}
    return ",".join(values.get(column, "") for column in COLUMNS.split(","))
