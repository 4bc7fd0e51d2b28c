"""`intercept record predict`, `forecast` and `backtest`: the model of claimed rates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from intercept.cli import output, quantities
from intercept.cli.record_options import RecordPath
from intercept.errors import InvalidParameterError
from intercept.record.rates.names import BASELINES, MOST_OBJECTS

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.record.rates.model import Prediction

Mode = Annotated[
    Literal["onestep", "frozen"],
    typer.Option(
        "--mode",
        help="onestep: each prediction uses all that the record holds before its date; frozen: only before --until.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help="With frozen: the first date that is not used; the day after the last if left out.",
    ),
]
_DID_NOT_HIT = "Claimed not to have hit (destroyed + not_reach_goal)"


def register(record: typer.Typer) -> None:
    """Add `predict`, `forecast` and `backtest` to `record`."""
    record.command("predict")(predict)
    record.command("forecast")(forecast)
    record.command("backtest")(backtest)


def predict(
    tasks: Annotated[Path, typer.Argument(metavar="TASKS", help="A CSV file with the columns date, class, n.")],
    *,
    record: RecordPath = None,
    mode: Mode = "onestep",
    until: Until = None,
    out: output.Out = None,
) -> None:
    """Predict claims for the dates, classes and numbers of a file: quantiles and all probabilities, as CSV."""
    from intercept.record import fit, predicted, read_record, read_tasks  # noqa: PLC0415 - scipy waits for the command

    output.check_files(out)
    wanted = read_tasks(tasks)
    table = predicted(fit(read_record(record), until=until, mode=mode), wanted)
    output.write(table, "csv", out)
    output.report_written(out)


def forecast(
    *,
    of: Annotated[
        list[str],
        typer.Option("--of", metavar="CLASS=N", help="How many of a class, as drone=1000; may be given several times."),
    ],
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The date; the day after the record's last if left out."),
    ] = None,
    record: RecordPath = None,
    mode: Mode = "onestep",
    until: Until = None,
    as_json: output.AsJson = False,
) -> None:
    """Say what is likely to be claimed of a raid: by class, and in all."""
    from intercept.record import fit, read_record  # noqa: PLC0415 - scipy waits for the command

    model = fit(read_record(record), until=until, mode=mode)
    found = model.predict(_composition(of), model.until if date is None else date)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), indent=2))
        return
    console = Console(highlight=False)
    console.print(_forecast_table(found))
    console.print(found.words, markup=False)


def backtest(
    *,
    record: RecordPath = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first date; a year before the last if left out.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The last date; the record's if left out.")
    ] = None,
    out: output.Out = None,
    as_json: output.AsJson = False,
) -> None:
    """Score the model night by night against what was claimed, beside four baselines."""
    from intercept.record import backtest as tested  # noqa: PLC0415 - scipy waits for the command
    from intercept.record import read_record  # noqa: PLC0415

    output.check_files(out)
    found = tested(read_record(record), first=first, last=last)
    if out is not None:
        output.write(found.nights, "csv", out)
        output.report_written(out)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), indent=2))
        return
    console = Console(highlight=False)
    console.print(f"One step ahead, {found.first} to {found.last}\n", markup=False)
    console.print(_scores(found.table), "", _calibration(found.table), "", sep="\n")
    console.print(found.words, markup=False)


def _composition(texts: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in texts:
        name, equals, number = text.partition("=")
        if not equals or name.strip() in counts:
            raise InvalidParameterError(
                f'--of = "{text}" is not allowed: must be CLASS=N, such as drone=1000, with each class once'
            )
        counts[name.strip()] = quantities.whole(f"--of {name.strip()}", number, 1, MOST_OBJECTS)
    return counts


def _forecast_table(found: Prediction) -> RichTable:
    table = RichTable(box=box.SIMPLE, title=f"{_DID_NOT_HIT}, if claims go on as they were", title_justify="left")
    table.add_column("class")
    for name in ("launched", "5 %", "25 %", "median", "75 %", "95 %"):
        table.add_column(name, justify="right")
    parts = dict(found.classes) if len(found.classes) == 1 else {**found.classes, "all": found.total}
    for name, part in parts.items():
        table.add_row(name, f"{part.n:,}", *(f"{part.quantile(q):,}" for q in (0.05, 0.25, 0.5, 0.75, 0.95)))
    return table


def _scores(table: Table) -> RichTable:
    shown = _narrow("ln P of what was claimed, mean a night: the higher, the better")
    for name in ("nights", "model", "binomial", "90 days", "beta-b.", "90 days"):
        shown.add_column(name, justify="right")
    for row in table.records():
        scores = [row["log_score"], *(row[f"log_score_{name}"] for name in BASELINES)]
        shown.add_row(row["class"], str(row["nights"]), *(f"{score:.3f}" for score in scores))
    return shown


def _calibration(table: Table) -> RichTable:
    shown = _narrow("How often the intervals held it, and in brackets how often they should")
    for name in ("CRPS, objects", "50 % interval", "90 % interval"):
        shown.add_column(name, justify="right")
    for row in table.records():
        inside = (f"{100 * row[f'in_{p}']:.0f} % ({100 * row[f'own_{p}']:.0f})" for p in (50, 90))
        shown.add_row(row["class"], f"{row['crps']:.2f}", *inside)
    return shown


def _narrow(title: str) -> RichTable:
    table = RichTable(box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    table.title, table.title_justify = title, "left"
    table.add_column("class", no_wrap=True)
    return table
