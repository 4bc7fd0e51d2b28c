"""Predictions by the file: a table of dates, classes and numbers in, a table of distributions out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from intercept.base.arguments import instance, listed, refused, shown
from intercept.base.files import path_of
from intercept.base.table import Table
from intercept.errors import InvalidParameterError, RecordError
from intercept.record.rates.distribution import QUANTILES, Distribution
from intercept.record.rates.model import RateModel, checked
from intercept.record.record import date_of
from intercept.record.table_text import content, decoded, records

COLUMNS = ("date", "class", "n")
_HOW_TO_GIVE = "a table of tasks has the columns date, class, n"


@dataclass(frozen=True)
class Task:
    """A question: how many of `n` objects of a class on a date will be claimed not to have hit.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import datetime
    >>> import intercept as ic
    >>> ic.record.Task(datetime.date(2031, 3, 1), "drone", 100).n
    100
    """

    day: date
    name: str
    n: int


def read_tasks(path: str | Path) -> tuple[Task, ...]:
    """Return the tasks of a CSV file with the columns date (YYYY-MM-DD), class and n.

    Raises RecordError, with the file and the line, for what is not such a table.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import intercept as ic
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "tasks.csv")
    ...     _ = ic.write(ic.Table({"date": ["2031-03-01"], "class": ["drone"], "n": [100]}), path)
    ...     tasks = ic.record.read_tasks(path)
    >>> tasks[0].name, tasks[0].n
    ('drone', 100)
    """
    file = path_of("path", path)
    tasks = []
    for line, fields, width_fault in records(
        file, decoded(file, content(file, _HOW_TO_GIVE), _HOW_TO_GIVE), COLUMNS, _HOW_TO_GIVE
    ):
        try:
            tasks.append(_task(fields, width_fault))
        except (InvalidParameterError, RecordError) as error:
            raise RecordError(f"{file}: line {line}: {error}") from error
    if not tasks:
        raise RecordError(f"{file}: no task: {_HOW_TO_GIVE}")
    return tuple(tasks)


def _task(fields: dict[str, str], width_fault: str) -> Task:
    if width_fault:
        raise RecordError(width_fault)
    text = fields["n"]
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RecordError(f"n = {shown(text)} is not allowed: must be a whole number of objects")
    ((name, n),) = checked({fields["class"]: int(text)}).items()
    return Task(date_of("date", fields["date"]), name, n)


def predicted(model: RateModel, tasks: tuple[Task, ...]) -> Table:
    """Return what a model says of each task, in their order.

    Columns: date, class, n; logp, ln P of what the record claims for that date and class (NaN where it says nothing of
    it or another n); q05 to q95, objects; pmf, the n + 1 probabilities of 0 to n as text, with a space between two.

    Model, sources, limits: docs/models/claimed_rates.md.

    Raises
    ------
    InvalidParameterError
        The model is not one of `fit`, there is no task, or one is not as `RateModel.predict` needs it.

    Examples
    --------
    >>> import datetime
    >>> import intercept as ic
    >>> model = ic.record.fit(ic.record.read_record("examples/nights/made-up.csv"))
    >>> table = ic.record.predicted(model, (ic.record.Task(datetime.date(2031, 3, 1), "drone", 100),))
    >>> table.columns[:4], len(table)
    (('date', 'class', 'n', 'logp'), 1)
    """
    instance("model", model, RateModel)
    for task in listed("tasks", tasks):
        instance("tasks", task, Task)
    if not len(tasks):
        raise refused("tasks", tasks, "at least one Task")
    rows = list(_rows(model, tasks))
    return Table.of_rows(tuple(rows[0]), [tuple(row.values()) for row in rows])


def _rows(model: RateModel, tasks: tuple[Task, ...]) -> Iterator[dict[str, str | float]]:
    for task in tasks:
        found = model.predict({task.name: task.n}, task.day).classes[task.name]
        quantiles = {f"q{round(100 * q):02d}": found.quantile(q) for q in QUANTILES}
        yield {
            "date": str(task.day),
            "class": task.name,
            "n": task.n,
            "logp": _log_score(model, task, found),
            **quantiles,
            "pmf": " ".join(f"{p:.9g}" for p in found.pmf),
        }


def _log_score(model: RateModel, task: Task, found: Distribution) -> float:
    counts = model.observed[task.name]
    at = counts.day == task.day.toordinal()
    if not at.any() or int(counts.launched[at][0]) != task.n:
        return float("nan")
    return found.log_score(int(counts.did_not_hit[at][0]))
