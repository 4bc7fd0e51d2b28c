"""`plot`: one figure for each kind of thing, interactive or static."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import singledispatch
from pathlib import Path
from typing import Any

from intercept.analysis.answer import Answer
from intercept.analysis.sweep_result import Sweep
from intercept.areas.area import DefendedArea
from intercept.areas.covered import Coverage
from intercept.areas.loss import AreaLoss
from intercept.base.arguments import no_option, refused, text
from intercept.base.extras import require
from intercept.base.files import file_path, writable_file, write_text
from intercept.claim.claim_check import ClaimCheck
from intercept.claim.forecasts.found import Forecast
from intercept.engagement.defence.flyout import FlyoutTable
from intercept.engagement.windows import EngagementWindows
from intercept.errors import InvalidParameterError
from intercept.flight.dispersion import Dispersion
from intercept.flight.trajectories import Trajectories
from intercept.raid.result import Result
from intercept.report.answers import drawing as answers
from intercept.report.figures import flyout, leaks, sweep
from intercept.report.figures import map as map_figure
from intercept.report.look import static
from intercept.report.look.chart import Drawing
from intercept.report.pages import areas, claim, coverage, dispersion, flight, forecast, windows
from intercept.report.pages import result as report

ENDINGS = (".html", *static.ENDINGS)


def plot(thing: object, path: str | Path | None = None, **options: object) -> Any:  # noqa: ANN401 - figures are of extras
    """Draw a thing; return the figure.

    Parameters
    ----------
    thing
        A `Result` (how many leak; its page is the report), a `Sweep`, `Trajectories` (altitude, track, speed, Mach
        number, load factor, heat rate), the dispersion of an `Ensemble` (its ends and their ellipse),
        `EngagementWindows`, a `FlyoutTable`, a `Coverage`, a `DefendedArea` or a sequence of them, what `area_loss`
        returns, what `check_claim` returns (how much a claim says of a class, by its size), what `forecast` returns
        (the share that did not hit, by size), or the answer to a question, such as that of `compare`.
    path
        Also write a file: a page that opens offline (.html), or a static figure (.svg, .png, .pdf).
    options
        Of trajectories: `rows`, how many flights at most are drawn (1 to 200; 12 unless given), `title`, and `flight`,
        the flight of a class that was flown: the page then tells its values and their sources. Of windows: `rows`,
        about how many threats are drawn (1 to 2000; 60 unless given), `clock_start`, what the clock shows at raid time
        0 ("21:30"), or `threat`, the index of one threat whose time line is drawn. Of areas: `title`.

    Returns
    -------
    figure
        Of plotly (extra `report`) without a path or for a page; of matplotlib (extra `figures`) for a static figure.

    Raises
    ------
    InvalidParameterError
        The thing cannot be drawn, the path has another ending or no existing folder, or an option is not allowed.
    MissingExtraError
        The extra is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> figure = ic.plot(ic.fly(ic.Flight.of_class("subsonic_cruise")))
    """
    target = None if path is None else check_path("path", path)
    drawn = _drawing_of(thing, options)
    if target is not None and target.suffix.lower() in static.ENDINGS:
        figure = drawn.static()
        static.save(figure, target)
        return figure
    figure = drawn.figure()
    if target is not None:
        write_text(drawn.page(figure), target)
    return figure


def check_path(name: str, path: object) -> Path:
    """Return the path of a figure, checked before any work is done: its ending, its folder, the extra."""
    allowed = f"the path of a file that ends in {', '.join(ENDINGS)}, in a folder that exists"
    try:
        target = file_path(name, path)
    except InvalidParameterError as error:
        raise refused(name, path, allowed) from error
    if target.suffix.lower() not in ENDINGS:
        raise refused(name, path, allowed)
    writable_file(name, path)
    if target.suffix.lower() == ".html":
        require("plotly.offline", "report")
    else:
        require("matplotlib.figure", static.EXTRA)
    return target


def _drawing_of(thing: object, options: dict[str, object]) -> Drawing:
    allowed = list(inspect.signature(_drawing.dispatch(type(thing))).parameters)[1:]
    for name, value in options.items():
        if name not in allowed:
            raise no_option(thing, name, value, allowed)
    return _drawing(thing, **options)


@singledispatch
def _drawing(thing: object) -> Drawing:
    *known, last = sorted(kind.__name__ for kind in _drawn())
    raise refused("thing", thing, f"one of {', '.join(known)} or {last}, or a sequence of DefendedArea")


def _drawn() -> set[type]:
    """Return the kinds of things that are drawn: those registered here, and the answers to questions."""
    return {*_drawing.registry, *answers.KINDS} - {object, Answer, list, tuple}


_drawing.register(Trajectories, flight.drawing)
_drawing.register(Dispersion, dispersion.drawing)
_drawing.register(EngagementWindows, windows.drawing)
_drawing.register(FlyoutTable, flyout.drawing)
_drawing.register(Coverage, coverage.drawing)
_drawing.register(ClaimCheck, claim.drawing)
_drawing.register(Forecast, forecast.drawing)
_drawing.register(AreaLoss, areas.drawing_of_loss)
_drawing.register(Sweep, sweep.drawing)
_drawing.register(Answer, answers.drawing)


@_drawing.register
def _(thing: Result) -> Drawing:
    def figure() -> Any:  # noqa: ANN401
        return leaks.figure(thing) if len(thing.outcomes) else map_figure.figure(thing.map)

    return Drawing(figure, lambda _: report.render(thing), lambda: leaks.static_figure(thing))


@_drawing.register
def _(thing: DefendedArea, title: str | None = None) -> Drawing:
    return areas.drawing([thing], None if title is None else text("title", title))


@_drawing.register(list)
@_drawing.register(tuple)
def _(thing: Sequence[DefendedArea], title: str | None = None) -> Drawing:
    if not thing or not all(isinstance(one, DefendedArea) for one in thing):
        raise refused("thing", thing, "one or more areas, all of them ic.DefendedArea")
    return areas.drawing(thing, None if title is None else text("title", title))
