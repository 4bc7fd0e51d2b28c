"""Where a scenario document names a class or a table, whether that exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.generic_class import Kind
from intercept.scenario.model.messages import not_a_name, not_allowed

Document = Mapping[str, Any]


def table(document: object, *keys: str) -> Document:
    """Return the table at a path, or an empty one where there is none."""
    for key in keys:
        document = document.get(key) if isinstance(document, Mapping) else None
    return document if isinstance(document, Mapping) else {}


def rows(document: Document, *keys: str) -> Iterator[tuple[str, Document]]:
    """Yield (path, table) of each table in the list at a path."""
    listed = table(document, *keys[:-1]).get(keys[-1])
    for index, row in enumerate(listed if isinstance(listed, list | tuple) else ()):
        if isinstance(row, Mapping):
            yield f"{'.'.join(keys)}[{index}]", row


def base_of(document: Document, catalogue: Catalogue, kind: Kind, name: object) -> str | None:
    """Return the catalogue class behind a class name of the document, or None where there is none."""
    own = table(document, "classes", kind)
    if not isinstance(name, str):
        return None
    base = table(own, name).get("base", name)
    return base if isinstance(base, str) and base in catalogue.of_kind(kind) else None


def known(document: Document, catalogue: Catalogue, kind: Kind) -> set[str]:
    """Return the names of a kind of class that may be used: the catalogue's and the document's own."""
    return {*catalogue.of_kind(kind), *table(document, "classes", kind)}


def unknown(path: str, what: str, name: object, known: Collection[str]) -> Iterator[str]:
    """Yield a message if a name is text and not among the known ones; other types are the model's to report."""
    if isinstance(name, str) and name not in known:
        yield not_allowed(path, name, not_a_name(what, name, known))


def unknown_key(path: str, what: str, name: str, known: Collection[str]) -> Iterator[str]:
    """Yield a message if the key of a table is not among the known names."""
    if name not in known:
        yield f'{path}.{name} is not allowed: "{name}" {not_a_name(what, name, known)}'


def warns(document: Document, catalogue: Catalogue, name: object) -> bool:
    """Tell whether a sensor class warns of launches from space."""
    base = base_of(document, catalogue, "sensor", name)
    return base is not None and bool(catalogue.rules.sensors[base].warns)
