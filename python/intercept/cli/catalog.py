"""`intercept catalog [CLASS]`: the generic classes, and each value of a class with its source and confidence."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.base.words import one_of
from intercept.cli import class_flights, output
from intercept.cli.completion import classes

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from intercept.catalogue.catalogue import Catalogue
    from intercept.catalogue.generic_class import GenericClass
    from intercept.catalogue.parameter import Parameter
    from intercept.flight.class_survey import Survey

GROUP_TEXT = {
    "formula": "computed from other rows of the draw",
    "engine": "an output of the flight; the range is for comparison",
}


def catalog(
    class_name: Annotated[
        str | None,
        typer.Argument(
            metavar="CLASS", help="Show every value of this class.", show_default=False, autocompletion=classes()
        ),
    ] = None,
    *,
    engage: Annotated[
        bool,
        typer.Option(
            "--engage", help="Show what defence classes can do against threat classes, at most likely values."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """List the generic classes, or show one class with sources, confidence (H, M, L) and notes.

    With --engage, show each defence class against each threat class: shots, or the reason why there is none; with
    CLASS, only that class, with first launch and intercepts.

    A threat class is flown too, over ten distances of its range: its most likely flights beside its own rows, and how
    many draws lie outside them.
    """
    from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415 - heavy imports wait until the command runs

    catalogue = Catalogue.load()
    if engage:
        from intercept.cli.engage import show_engagements  # noqa: PLC0415

        show_engagements(None if class_name is None else _found(catalogue, class_name), as_json=as_json)
    elif class_name is None:
        _list_classes(catalogue, as_json=as_json)
    else:
        _show_class(_found(catalogue, class_name), as_json=as_json)


def _found(catalogue: Catalogue, class_name: str) -> GenericClass:

    generic = catalogue.find(class_name)
    if generic is None:
        known = [*catalogue.threats, *catalogue.defences, *catalogue.sensors]
        raise refused("CLASS", class_name, one_of(class_name, known))
    return generic


def _list_classes(catalogue: Catalogue, *, as_json: bool) -> None:
    from intercept.catalogue.generic_class import KINDS  # noqa: PLC0415

    if as_json:
        output.say_json({kind: list(catalogue.of_kind(kind)) for kind in KINDS})
        return
    table = _table("Generic classes: public values as priors")
    for heading in ("kind", "class"):
        table.add_column(heading, no_wrap=True)
    for heading in ("values", "H", "M", "L"):
        table.add_column(heading, justify="right")
    for kind in KINDS:
        for generic in catalogue.of_kind(kind).values():
            confidences = [parameter.confidence for parameter in generic.parameters.values()]
            counts = [str(confidences.count(letter)) for letter in "HML"]
            table.add_row(kind, generic.name, str(len(confidences)), *counts)
        table.add_section()
    _console().print(table)
    terminal.say("H official, peer-reviewed or consistent reports; M one decent source; L judgement.")
    terminal.say("intercept catalog CLASS shows the values of one class.")


def _show_class(generic: GenericClass, *, as_json: bool) -> None:
    if as_json:
        parameters = [dataclasses.asdict(parameter) for parameter in generic.parameters.values()]
        document = {"class": generic.name, "kind": generic.kind, "parameters": parameters}
        flights = [class_flights.as_document(survey) for survey in _surveys(generic)]
        output.say_json(document | ({"flights": flights} if flights else {}))
        return
    console = _console()
    base = "" if generic.base == generic.name else f", based on {generic.base}"
    console.print(f"[bold]{generic.name}[/bold] ({generic.kind}{base}); addresses of the sources: --json")
    console.print(f"[dim]{'parameter':<38}{'low':>11}{'mode':>11}{'high':>11}  confidence[/dim]")
    for parameter in generic.parameters.values():
        _show_parameter(console, parameter)
    for survey in _surveys(generic):
        console.print()
        for line in class_flights.as_lines(survey):
            console.print(line, soft_wrap=True)
    if generic.kind == "defence":
        _show_reach(console, generic)


def _show_reach(console: Console, generic: GenericClass) -> None:
    """Print how far the straight fly-out of the class gets by height: the rows say what is claimed."""
    from intercept.engagement.defence.flyout import FlyoutTable  # noqa: PLC0415

    table = FlyoutTable.of_class(generic.name)
    floor_m, top_m = (generic.parameters[key].mode for key in ("altitude_min_m", "altitude_max_m"))
    # Nothing is engaged below the floor.
    heights = [max(floor_m, 100.0), *(height for height in (3_000.0, 10_000.0) if max(floor_m, 100.0) < height < top_m)]
    console.print("[bold]reach of the model's straight fly-out at the modes[/bold] (docs/models/interceptor.md)")
    for key in ("slant_range_max_km", "mean_speed_m_s", "terminal_speed_m_s"):
        if key in generic.parameters:
            p = generic.parameters[key]
            console.print(f"    beside its row {key}: {p.low:,g} to {p.high:,g}, most likely {p.mode:,g}")
    for row in table.farthest([*heights, top_m]).records():
        told = f"    at {row['altitude_m'] / 1e3:g} km altitude"
        if row["time_of_flight_s"] > 0.0:
            at = f"{row['slant_range_m'] / 1e3:.1f} km in {row['time_of_flight_s']:.0f} s"
            console.print(
                f"{told}: {at}, {row['speed_m_s']:.0f} m/s at the end, {row['mean_speed_m_s']:.0f} on average"
            )
        else:
            console.print(f"{told}: none")


def _surveys(generic: GenericClass) -> list[Survey]:
    from intercept.flight.class_survey import surveys  # noqa: PLC0415

    return surveys(generic) if generic.kind == "threat" else []


def _show_parameter(console: Console, parameter: Parameter) -> None:
    """Print the values on one line, and under it note, group and sources, indented and wrapped."""
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    values = "".join(f"{value:>11,.10g}" for value in (parameter.low, parameter.mode, parameter.high))
    console.print(Text(f"{parameter.key:<38}{values}  {parameter.confidence}", style="bold"))
    group = GROUP_TEXT.get(parameter.derived)
    remark = "; ".join(text for text in (parameter.note, group) if text)
    console.print(Padding(Text(remark), (0, 0, 0, 4)))
    for source in parameter.source.split(" | "):
        console.print(Padding(Text(f"- {source}", style="dim"), (0, 0, 0, 4)))


def _table(title: str) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    return Table(title=title, title_justify="left", box=SIMPLE_HEAD)


def _console() -> Console:

    return terminal.console(highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("catalog")(catalog)
