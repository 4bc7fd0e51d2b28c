"""The options that name the record, shared by the commands that read it."""

from __future__ import annotations

from typing import Annotated

import typer

RecordPath = Annotated[
    str | None,
    typer.Option(
        "--record", metavar="PATH", envvar="INTERCEPT_RECORD", help="The record, a file missile_attacks_daily.csv."
    ),
]
RecordOrReportsPath = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="PATH",
        envvar="INTERCEPT_RECORD",
        help="The record, a file missile_attacks_daily.csv; or an authority's reports, a file .toml.",
    ),
]
