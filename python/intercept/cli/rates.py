"""`intercept record predict` and `backtest`: the model of claimed rates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich import box
from rich.table import Table as RichTable

from intercept.base import terminal
from intercept.cli import output
from intercept.cli.long_work import INTERRUPTED, waiting, with_progress
from intercept.cli.record_options import RecordPath
from intercept.record.rates.names import BASELINES

if TYPE_CHECKING:
    from intercept.base.table import Table

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


def register(record: typer.Typer) -> None:
    """Add `predict` and `backtest` to `record`."""
    record.command("predict")(predict)
    record.command("backtest")(backtest)


def predict(
    tasks: Annotated[Path, typer.Argument(metavar="TASKS", help="A CSV file with the columns date, class, n.")],
    *,
    record: RecordPath = None,
    mode: Mode = "onestep",
    until: Until = None,
    out: output.Out = None,
    as_json: output.AsJson = False,
) -> None:
    """Predict claims for the dates, classes and numbers of a file: quantiles and all probabilities, as CSV."""
    from intercept.record import fit, predicted, read_record, read_tasks  # noqa: PLC0415 - scipy waits for the command

    output.check_json(as_json, out, None)
    output.check_files(out)
    wanted = read_tasks(tasks)
    with waiting("predicting"):
        table = predicted(fit(read_record(record), until=until, mode=mode), wanted)
    if as_json:
        output.say_json({"rows": list(table.records())})
        return
    output.write(table, "csv", out)
    output.report_written(out)


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
    whole = read_record(record)
    try:
        found = with_progress(lambda on_progress: tested(whole, first=first, last=last, on_progress=on_progress))
    except KeyboardInterrupt:
        terminal.warn("Interrupted: nothing was scored.")
        raise typer.Exit(INTERRUPTED) from None
    if out is not None:
        output.write(found.nights, "csv", out)
        output.report_written(out)
    if as_json:
        output.say_json(found.to_dict())
        return
    console = terminal.console(highlight=False)
    console.print(f"One step ahead, {found.first} to {found.last}\n", markup=False)
    console.print(_scores(found.table), "", _calibration(found.table), "", sep="\n")
    console.print(found.words, markup=False)


def _scores(table: Table) -> RichTable:
    shown = _narrow("ln P of what was claimed, mean a night: the higher, the better")
    for name in ("nights", "model", "binomial", "90 days", "beta-b.", "90 days"):
        shown.add_column(name, justify="right")
    for row in table.records():
        scores = [row["log_score"], *(row[f"log_score_{name}"] for name in BASELINES)]
        shown.add_row(row["class"], str(row["nights"]), *(f"{score:.3f}" for score in scores))
    return shown


def _calibration(table: Table) -> RichTable:
    shown = _narrow("How often the intervals held it, and in brackets how often they should; PIT: 25 each is right")
    for name in ("CRPS, objects", "50 % interval", "90 % interval", "PIT by fourths, %"):
        shown.add_column(name, justify="right")
    for row in table.records():
        inside = (f"{100 * row[f'in_{p}']:.0f} % ({100 * row[f'own_{p}']:.0f})" for p in (50, 90))
        pit = " ".join(f"{100 * row[f'pit_{place}']:.0f}" for place in range(1, 5))
        shown.add_row(row["class"], f"{row['crps']:.2f}", *inside, pit)
    return shown


def _narrow(title: str) -> RichTable:
    table = RichTable(box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    table.title, table.title_justify = title, "left"
    table.add_column("class", no_wrap=True)
    return table
