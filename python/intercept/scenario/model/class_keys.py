"""Keys of all waves or sites of a class together, such as `class:one_way_attack_drone.count`."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from intercept.base.arguments import whole
from intercept.base.words import one_of
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.scenario.model.values import MAX_OBJECTS

PREFIX = "class:"
# Where the things of a class are listed, and what one of them is called.
LISTS = {"waves": "wave", "fire_units": "fire unit", "sensors": "sensor", "assets": "asset"}
COUNT = "count"

Document: TypeAlias = dict[str, Any]
SetValue: TypeAlias = Callable[[Document, str, object], object]


def set_of_class(document: Document, key: str, value: object, set_value: SetValue) -> None:
    """Set a key of every wave, fire unit, sensor and asset of a class.

    A `count` is that of the class together. It is shared out in proportion to the counts that the document has, at
    least one each, by the method of Webster: more in all is nowhere less. Any other value is set in each of them.

    Raises
    ------
    ScenarioError
        The key names no class of the document or no key of it, or fewer are to be shared out than there are waves.
    """
    name, dot, path = key.removeprefix(PREFIX).partition(".")
    listed = list(_of_class(document, name))
    if not dot or not path:
        raise ScenarioError(
            f"{key} is not a key of the scenario: must be {PREFIX}CLASS.KEY, such as {PREFIX}drone.count"
        )
    if not listed:
        known = sorted({str(thing.get("class")) for _, thing in _listed(document)})
        raise ScenarioError(f"{key} is not a key of the scenario: the class must be {one_of(name, known)}")
    if path == COUNT and all(COUNT in thing for _, thing in listed):
        shares = _shares(key, value, listed)
        for (_, thing), share in zip(listed, shares, strict=True):
            thing[COUNT] = share
        return
    for _, thing in listed:
        try:
            set_value(thing, path, value)
        except ScenarioError:
            raise ScenarioError(f"{key} is not a key of the scenario") from None


def _listed(document: Mapping[str, Any]) -> Iterator[tuple[str, Document]]:
    """Yield what a document lists that has a class, with its kind."""
    raid = document.get("raid")
    for name, kind in LISTS.items():
        within = raid if name == "waves" else document
        things = within.get(name) if isinstance(within, Mapping) else None
        if isinstance(things, list):
            yield from ((kind, thing) for thing in things if isinstance(thing, dict))


def _of_class(document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Document]]:
    return ((kind, thing) for kind, thing in _listed(document) if thing.get("class") == name)


def _shares(key: str, value: object, listed: list[tuple[str, Document]]) -> list[int]:
    """Return the count of each thing where their sum is a value."""
    kind = listed[0][0]
    try:
        total = whole(key, value, len(listed), MAX_OBJECTS)
    except InvalidParameterError as error:
        raise ScenarioError(f"{error}, at least one for each {kind} of the class") from None
    weights = [thing[COUNT] for _, thing in listed]
    # A count that is none is told by the scenario's own checks.
    return _webster(weights, total) if all(type(weight) is int and weight > 0 for weight in weights) else weights


def _webster(weights: list[int], total: int) -> list[int]:
    """Share out a total in proportion to weights, at least one each; what any gets never falls as the total grows.

    The next one goes where w / (2 n + 1) is largest, n being what is there already (Webster, Sainte-Lague).
    """
    shares = [1] * len(weights)
    waiting = [(-weight / 3.0, place) for place, weight in enumerate(weights)]
    heapq.heapify(waiting)
    for _ in range(total - len(weights)):
        _, place = waiting[0]
        shares[place] += 1
        heapq.heapreplace(waiting, (-weights[place] / (2.0 * shares[place] + 1.0), place))
    return shares
