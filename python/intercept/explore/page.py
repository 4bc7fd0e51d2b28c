"""The page of the explorer: its sliders, its figures, and what it asks when a slider is moved."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from intercept.base.extras import require
from intercept.base.words import spelled
from intercept.errors import InterceptError
from intercept.explore import figures, told
from intercept.explore.answers import Answer, Check, Explorer
from intercept.explore.newest import GivenUp, Newest
from intercept.explore.sliders import Slider
from intercept.explore.state import State, curve_classes, shown
from intercept.report.look.words import NOTIONAL

ASSETS = Path(__file__).parent / "assets"
# Quantities whose sliders are in sight when the page opens.
OPEN = ("raid", "kill")
HELD = (
    "Held fixed: the routes, times and launch windows of each geometry, the places of all sites, the seed, and the luck"
    " of every object, so that two positions of a slider differ by what it moves; only another size of the raid has"
    " flights and windows of its own. A slider moves the whole prior of a class: what is not known about it stays so."
)
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>
"""
# Long work begins when the sliders have stood still for so long: keys that are held down repeat faster.
SETTLED_S = 0.25
# How words look that are of a whole run, and of a first answer.
SETTLED, QUICK = "answer", "answer quick"
GRAPH = {"displayModeBar": False, "responsive": True}
Asked = dict[str, Any]


def application(explorer: Explorer, newest: Newest, server: Any, path: str) -> Any:  # noqa: ANN401 - dash is an extra
    """Return the page's application on a server, below a path that ends in a slash.

    Raises
    ------
    MissingExtraError
        Without dash, which the extra `explore` brings.
    """
    dash = require("dash", "explore")
    app = dash.Dash(
        __name__,
        server=server,
        url_base_pathname=path,
        assets_folder=str(ASSETS),
        title=f"Explore: {explorer.base.name}",
        update_title=None,
        index_string=PAGE,
        add_log_handler=False,
    )
    app.layout = lambda: _layout(dash, explorer)
    _asking(dash, app, explorer)
    _answering(dash, app, explorer, newest)
    return app


def _layout(dash: Any, explorer: Explorer) -> Any:  # noqa: ANN401
    html, dcc = dash.html, dash.dcc
    classes = curve_classes(explorer.sliders)
    page = {"page": secrets.token_hex(8), "curve": classes[0] if classes else ""}
    sliders = [{"key": slider.key, "value": slider.value} for slider in explorer.sliders]
    stores = [dcc.Store("page", data=page), dcc.Store("sliders", data=sliders), dcc.Store("dark")]
    stores += [dcc.Store(name) for name in ("asked", "run", "curve-of")]
    answer = [
        html.P("Flying the threats and finding launch windows…", id="words", className="words"),
        html.P(id="status", className="status"),
        html.P(id="alert", className="alert", role="alert"),
        # Empty until the page finds nobody who answers it.
        html.P(id="ended", className="alert", role="alert"),
    ]
    groups = [_group(dash, list(each)) for _, each in groupby(explorer.sliders, lambda slider: slider.quantity)]
    saved = html.P(
        [html.A("Save this scenario", id="save", href="scenario.toml", download="explored.toml"), _beside(explorer)],
        className="links",
    )
    return html.Main(
        [
            dcc.Location("address", refresh=False),
            *stores,
            html.H1(explorer.base.name),
            html.Div(answer, id="answer", className=SETTLED, **{"aria-live": "polite"}),
            html.P(NOTIONAL, id="notional", className="hint"),
            # Nothing can be moved before the address is read: what it says would overwrite what was moved.
            html.Fieldset(
                [
                    html.Div([*groups, saved, html.P(HELD, className="hint")], className="sliders"),
                    _figures(dash, classes),
                ],
                id="controls",
                className="columns",
                disabled=True,
                **{"aria-label": "Sliders and figures"},
            ),
        ]
    )


def _beside(explorer: Explorer) -> str:
    named = bool(explorer.prepared.files)
    return "Keep it in the folder of the scenario: it names files there." if named else ""


def _group(dash: Any, sliders: Sequence[Slider]) -> Any:  # noqa: ANN401
    """Return the sliders of one quantity."""
    html, quantity = dash.html, sliders[0].quantity
    rows = [_slider(dash, slider) for slider in sliders]
    inner = html.Fieldset([html.Legend(quantity.heading), *rows])
    return html.Details([html.Summary(quantity.heading), inner], open=quantity.name in OPEN)


def _slider(dash: Any, slider: Slider) -> Any:  # noqa: ANN401
    html, name = dash.html, name_of(slider)
    ends = {"min": slider.low, "max": slider.high, "step": slider.step}
    moved = dash.dcc.Input(id=name, type="range", value=slider.value, debounce=False, **ends)
    value = html.Span(shown(slider.value), id=f"{name}-value", className="value", **{"aria-hidden": "true"})
    return html.Div([html.Label(slider.label, htmlFor=name), value, moved], className="slider")


def name_of(slider: Slider) -> str:
    """Return the name of a slider in the page, which may hold no point."""
    return slider.key.replace(".", "-")


def _figures(dash: Any, classes: Sequence[str]) -> Any:  # noqa: ANN401
    html, dcc = dash.html, dash.dcc
    choice = dcc.RadioItems(
        options=[{"label": spelled(name).capitalize(), "value": name} for name in classes],
        value=classes[0] if classes else None,
        id="curve-class",
        className="curves",
    )
    caption = "The line: the mean. The bands: its 95 % interval, and 5 to 95 % of nights."
    parts = [
        ("How many leak", "leaks", [html.P(caption, className="caption")]),
        ("Why they leak", "causes", []),
        ("Saturation", "curve", [choice] if len(classes) > 1 else [html.Div(choice, hidden=True)]),
    ]
    made = []
    for heading, name, more in parts:
        graph = dcc.Graph(id=name, config=GRAPH, figure=_blank(), style={"height": f"{figures.HEIGHT}px"})
        made.append(html.Section([html.H2(heading), *more, graph], **{"aria-label": heading}))
    return html.Div([*made, html.P(id="caption", className="caption")], className="figures")


def _blank() -> figures.Figure:
    hidden = {"visible": False}
    return {
        "data": [],
        "layout": {"template": "none", "xaxis": hidden, "yaxis": hidden, "paper_bgcolor": "rgba(0,0,0,0)"},
    }


def _asking(dash: Any, app: Any, explorer: Explorer) -> None:  # noqa: ANN401
    """Read the address once, when the page opens; from then on the page itself asks for what the sliders show."""
    names = [name_of(slider) for slider in explorer.sliders]

    def opened(search: str | None) -> list[Any]:
        said = ""
        try:
            state = explorer.state(search or "")
        except InterceptError as error:
            state, said = (
                explorer.state(""),
                f"The address is not understood, and the scenario is shown as it is. {error}",
            )
        return [*(state.value(slider) for slider in explorer.sliders), state.curve, said, False]

    shown_at_first = [*[dash.Output(name, "value") for name in names], dash.Output("curve-class", "value")]
    told_at_first = [dash.Output("alert", "children"), dash.Output("controls", "disabled")]
    app.callback(*shown_at_first, *told_at_first, dash.Input("address", "search"))(opened)
    app.clientside_callback(
        dash.ClientsideFunction("explore", "ask"),
        dash.Output("asked", "data"),
        dash.Output("save", "href"),
        *[dash.Output(f"{name}-value", "children") for name in names],
        *[dash.Input(name, "value") for name in names],
        dash.Input("curve-class", "value"),
        dash.Input("dark", "data"),
        dash.State("page", "data"),
        dash.State("sliders", "data"),
        prevent_initial_call=True,
    )


def _answering(dash: Any, app: Any, explorer: Explorer, newest: Newest) -> None:  # noqa: ANN401
    """Answer what the page asks: first quickly, then wholly, and last the curve."""
    kept = dash.no_update
    drawn = [("leaks", "figure"), ("causes", "figure"), ("curve", "figure")]
    drawn += [("words", "children"), ("status", "children"), ("caption", "children"), ("answer", "className")]

    def outputs(*stores: str) -> list[Any]:
        of = [*drawn, *((name, "data") for name in stores)]
        return [dash.Output(name, what, allow_duplicate=True) for name, what in of]

    def answered(asked: Asked, ask: Callable[[State, Check], Answer], after_s: float = 0.0) -> tuple[bool, list[Any]]:
        """Return whether an answer was whole, and what it changes; a state that cannot be run says why."""
        try:
            ticket = newest.ask(str(asked["page"]), int(asked["number"]))
            ticket.check()
            ticket.settle(after_s)
            answer = ask(explorer.state(str(asked["address"])), ticket.check)
            ticket.check()
        except GivenUp:
            raise dash.exceptions.PreventUpdate from None
        except InterceptError as error:
            return False, [*[_blank()] * 3, f"This cannot be run: {error}", "", "", SETTLED]
        return answer.whole, drawing(explorer, answer, dark=bool(asked.get("dark")), kept=kept)

    def first(asked: Asked) -> list[Any]:
        whole, found = answered(asked, explorer.first)
        return [*found, *((kept, asked) if whole else (asked, kept))]

    def run(asked: Asked) -> list[Any]:
        return [*answered(asked, explorer.run, SETTLED_S)[1], asked]

    def curve(asked: Asked) -> list[Any]:
        return answered(asked, explorer.curve)[1]

    for store, answering, following in (
        ("asked", first, ("run", "curve-of")),
        ("run", run, ("curve-of",)),
        ("curve-of", curve, ()),
    ):
        app.callback(*outputs(*following), dash.Input(store, "data"), prevent_initial_call=True)(answering)


def drawing(explorer: Explorer, answer: Answer, *, dark: bool, kept: object) -> list[Any]:
    """Return what an answer changes in the page: figures, words, status, caption, look; `kept` for what stays.

    What is not of a whole run is pale.
    """
    theme = figures.DARK if dark else figures.LIGHT
    raid, name = answer.raid, answer.state.curve
    found: list[Any] = [kept] * 7
    if raid is not None:
        look = theme if answer.whole else theme.pale()
        found[0], found[1] = figures.leaks(raid, look), figures.causes(raid, look)
        found[3], found[4] = told.words(raid, whole=answer.whole), told.rests_on(answer, explorer.planned)
        found[6] = SETTLED if answer.whole else QUICK
        found[5] = kept if name else "The raid is one of tracks: it has no curve."
    if answer.curve is not None:
        look = theme if answer.curve_whole else theme.pale()
        found[2] = figures.curve(answer.curve, answer.place, name, look)
        found[5] = told.of_curve(answer)
    return found
