"""What a dispersion holds: its ends as rows and places, and its ellipse as an area."""

from __future__ import annotations

from functools import partial

from intercept.flight.dispersion import Dispersion
from intercept.report.formats import tabular
from intercept.report.formats.shapes import AnyShape, Contents, Part, Place, Region
from intercept.report.look.chart import COLOURS

HOLDS: frozenset[Part] = frozenset({"table", "dataset", "places", "regions"})


def impacts(thing: Dispersion) -> Contents:
    """Return what a dispersion holds."""
    title = "Where the ensemble comes down"
    return Contents(
        kind="Dispersion",
        title=title,
        holds=HOLDS,
        table=thing.table,
        dataset=lambda: tabular.dataset(thing.table(), title),
        shapes=partial(_shapes, thing),
    )


def _shapes(found: Dispersion) -> list[AnyShape]:
    ellipse = Region(
        key="ellipse",
        name=f"{100.0 * found.probability:.4g} % of the fitted normal law",
        properties=next(found.ellipse().records()),
        colour=COLOURS[0],
        polygons=[[found.outline()]],
    )
    ends = [
        Place(
            key=f"end-{row['row']}",
            name=f"end {row['row']}",
            properties={"row": row["row"], "time_s": row["time_s"], "inside": row["inside"]},
            colour=COLOURS[1],
            place=(latitude, longitude),
        )
        for row, latitude, longitude in zip(
            found.table().records(), found.latitude_rad.tolist(), found.longitude_rad.tolist(), strict=True
        )
    ]
    return [ellipse, *ends]
