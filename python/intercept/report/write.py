"""`write`: a thing as a file of another program's format, a result as a folder with its tables and its report."""

from __future__ import annotations

import inspect
import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from functools import singledispatch
from pathlib import Path

from intercept.analysis.answer import Answer
from intercept.analysis.sweep_result import Sweep
from intercept.base.arguments import no_option, refused
from intercept.base.extras import require
from intercept.base.files import made_folder, path_of, whole_file, writable_file, write_text
from intercept.base.outside import outside
from intercept.raid.made import Made
from intercept.raid.result import Result
from intercept.report import manifest
from intercept.report.answers import drawing as answers
from intercept.report.figures import sweep
from intercept.report.folder import ANSWER, ANSWER_PAGE, CREDIBILITY, REPORT, check_folder, file_names
from intercept.report.formats import known, tabular
from intercept.report.formats.contents import contents
from intercept.report.formats.shapes import Contents
from intercept.report.pages import result as page


def write(thing: object, path: str | Path, *, file_format: str | None = None, **options: object) -> list[Path]:
    """Write a thing to a file whose ending tells the format, or a result into a folder; return the paths.

    Of a result or a sweep: every table as Parquet, `report.html` and, last, `manifest.json`; that of a run has
    `credibility.json` beside them, and `timings.json` says how long the work took. Of the answer to a question, such as
    that of `compare`: the tables, `answer.json`, which says what made it, `answer.html` and a manifest of the files.

    Files of earlier results, which a manifest lists, are replaced in the folder, nobody else's. Each file is whole or
    absent, also after a Ctrl-C; an old manifest is removed first, so that a manifest never lists files that are no
    longer there, and `unfinished.json` lists them until there is a new one; of files that another result has left there
    a UserWarning tells. The same thing makes the same bytes, but for the timings.

    Parameters
    ----------
    thing
        What `run`, `sweep` or the function of a question returned: into a folder. Into a file: a `Table` (.csv, .json,
        .parquet, .nc, .zarr), `Trajectories`, a `Coverage` (also .geojson, .kml, .kmz, .czml, .gpx),
        `EngagementWindows` (the same), a `DefendedArea`, a sequence of them or what `area_loss` returns (all but .gpx),
        or the dispersion of an `Ensemble` (all but .gpx).
    path
        The file; or the folder, which is made if it does not exist. A Zarr store is a folder that must not exist.
    file_format
        The format by its ending without the point, where that of the path is another.
    options
        Of trajectories and windows: `step_s`, the time between points of a path (without it, rows of trajectories are
        their knots and lines lie within 10 m of the path), and `time_zero`, the instant of UTC at which times are 0
        (that of the samples, else 2000-01-01, unless given). Of windows: `threat` (index) or `unit` (name), only those;
        `pairs`, True for a row for each pair of threat and unit.

    Raises
    ------
    InvalidParameterError
        The thing cannot be written, the format cannot hold it (the message lists those that can), an option is not
        allowed, or the path is none to write to, such as a folder with a file of another's that would be replaced.
    MissingExtraError
        An extra is missing: `tables`, `report`, `formats`, `netcdf`, `zarr` or `areas`; nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> import intercept as ic
    >>> flown = ic.fly(ic.Flight.of_class("subsonic_cruise"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in ic.write(flown, f"{folder}/flight.geojson")]
    ['flight.geojson']
    """
    return _write(thing, path, file_format, options)


@singledispatch
def _write(thing: object, path: str | Path, file_format: str | None, options: Mapping[str, object]) -> list[Path]:
    target = path_of("path", path)
    held = contents_of(thing, options)
    chosen = known.check(target, file_format, held)
    if chosen.encoded is None:
        return [_store(held, target)]
    target = writable_file("path", path)
    encoded = chosen.encoded(held)
    with whole_file(target) as file:
        file.write(encoded)
    return [target]


@_write.register(Result)
@_write.register(Sweep)
@_write.register(Answer)
def _(
    thing: Result | Sweep | Answer, path: str | Path, file_format: str | None, options: Mapping[str, object]
) -> list[Path]:
    given = options if file_format is None else {"file_format": file_format}
    for name, value in given.items():
        raise no_option(thing, name, value, ())
    check_folder("path", path, type(thing))
    check_extras()
    folder = made_folder("path", path)
    question, of = (thing.QUESTION, thing.made) if isinstance(thing, Answer) else ("", Made.by(thing))
    other, names = manifest.other_in(folder, question, of), file_names(type(thing))
    with outside("path", path, "the path of a folder that can be read"):
        ours = sorted(name for name in manifest.listed_in(folder) if (folder / name).exists())
    others = [name for name in ours if name not in {*names, manifest.UNFINISHED}]
    replaced = [name for name in ours if name in names and name not in {manifest.NAME, manifest.TIMINGS}]
    with outside("path", path, "the path of a folder that can be written to"):
        manifest.begin(folder, file_names(type(thing)))
    files = []
    for name, table in thing.tables().items():
        files += write(table, folder / f"{name}.parquet")
    if isinstance(thing, Answer):
        files += _answer(thing, folder)
        files.append(manifest.write_answer(question, of, folder, files, others))
    else:
        if isinstance(thing, Result):
            files.append(folder / CREDIBILITY)
            write_text(thing.credibility().to_json() + "\n", files[-1])
        files.append(folder / REPORT)
        write_text(page.render(thing) if isinstance(thing, Result) else sweep.drawing(thing).page(None), files[-1])
        files += [manifest.write_timings(thing, folder), manifest.write(thing, folder, files, others)]
    with outside("path", path, "the path of a folder that can be written to"):
        manifest.end(folder)
    told = []
    if other and replaced:
        which = f"of which these files were replaced: {', '.join(replaced)}" if others else "which was replaced"
        told.append(f"held another result, {other}, {which}")
    if others:
        told.append(f"also holds files of another result, which stay as they are: {', '.join(others)}")
    if told:
        warnings.warn(f"{folder} {'; it '.join(told)}", UserWarning, stacklevel=3)
    return files


def contents_of(thing: object, options: Mapping[str, object]) -> Contents:
    """Return what a thing holds for files; raises InvalidParameterError for an option that its kind does not have."""
    allowed = list(inspect.signature(contents.dispatch(type(thing))).parameters)[1:]
    for name, value in options.items():
        if name not in allowed:
            raise no_option(thing, name, value, allowed)
    return contents(thing, **options)


def as_text(thing: object, file_format: str, **options: object) -> str:
    """Return what `write` would write to a file of text, to print it."""
    held = contents_of(thing, options)
    chosen = known.check(Path(), file_format, held)
    if chosen.encoded is None:
        raise refused("file_format", file_format, "that of one file")
    return chosen.encoded(held).decode("utf-8")


def _store(held: Contents, target: Path) -> Path:
    """Write a dataset as a store, which is a folder: under another name until it is whole."""
    if os.path.lexists(target):
        raise refused("path", target, "the path of a Zarr store that is not there yet")
    writable_file("path", target)
    with outside("path", target, "the path of a Zarr store that can be written"):
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
        try:
            # That folder is its owner's alone, the one in it as others are.
            tabular.zarr(held, unfinished / "store")
            (unfinished / "store").rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _answer(found: Answer, folder: Path) -> list[Path]:
    drawn = answers.drawing(found)
    written = {ANSWER_PAGE: drawn.page(drawn.figure()), ANSWER: found.to_json() + "\n"}
    for name, text in written.items():
        write_text(text, folder / name)
    return [folder / name for name in written]


def check_extras() -> None:
    """Raise MissingExtraError now if `write` would raise it after the run."""
    require("pyarrow.parquet", "tables")
    require("plotly.graph_objects", "report")
