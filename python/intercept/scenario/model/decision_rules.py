"""Checks of the rules of decision, stocks and electronic warfare: the classes that they name exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from intercept.catalogue.catalogue import Catalogue
from intercept.scenario.model.messages import not_allowed
from intercept.scenario.model.references import Document, known, rows, table, unknown, unknown_key, warns

# Tables whose keys are threat classes.
OF_THREATS = (("electronic_warfare", "jam_share"), ("electronic_warfare", "jam_crash_share"), ("raid", "decoys"))


def rules_of_decision(document: Document, catalogue: Catalogue) -> Iterator[str]:
    """Yield a message for each class that a rule names and nobody knows, and for what is listed twice."""
    defences, threats = known(document, catalogue, "defence"), known(document, catalogue, "threat")
    for name in ("engage", "hold"):
        for defence, listed in table(document, "decision", name).items():
            path = f"decision.{name}.{defence}"
            yield from unknown_key(f"decision.{name}", "defence class", defence, defences)
            for index, threat in enumerate(listed if isinstance(listed, list | tuple) else ()):
                yield from unknown(f"{path}[{index}]", "threat class", threat, threats)
    for defence, scales in table(document, "decision", "kill_scale").items():
        path = f"decision.kill_scale.{defence}"
        yield from unknown_key("decision.kill_scale", "defence class", defence, defences)
        for threat in scales if isinstance(scales, Mapping) else ():
            yield from unknown_key(path, "threat class", threat, threats)
    yield from _preference(document, defences)
    yield from _kill_geometry(document, defences)
    yield from _command_posts(document)
    warning = table(document, "decision").get("warning_class")
    if warning is not None:
        warn = [name for name in known(document, catalogue, "sensor") if warns(document, catalogue, name)]
        yield from unknown("decision.warning_class", "sensor class that warns", warning, warn)
    for defence in table(document, "stocks"):
        yield from unknown_key("stocks", "defence class", defence, defences)
    for section, key in (
        ("electronic_warfare", "jam_share"),
        ("electronic_warfare", "jam_crash_share"),
        ("raid", "decoys"),
    ):
        for threat in table(document, section, key):
            yield from unknown_key(f"{section}.{key}", "threat class", threat, threats)


def _kill_geometry(document: Document, defences: Collection[str]) -> Iterator[str]:
    for defence in table(document, "decision", "kill_geometry"):
        yield from unknown_key("decision.kill_geometry", "defence class", defence, defences)


def _command_posts(document: Document) -> Iterator[str]:
    sites = {name for _, site in rows(document, "fire_units") if isinstance(name := site.get("name"), str)}
    named: set[str] = set()
    taken: set[str] = set()
    for path, post in rows(document, "decision", "command_posts"):
        name, units = post.get("name"), post.get("fire_units")
        if isinstance(name, str):
            if name in named:
                yield not_allowed(f"{path}.name", name, "must be the name of one command post only")
            named.add(name)
        for index, unit in enumerate(units if isinstance(units, list | tuple) else ()):
            yield from unknown(f"{path}.fire_units[{index}]", "fire unit", unit, sites)
            if isinstance(unit, str):
                if unit in taken:
                    yield not_allowed(f"{path}.fire_units[{index}]", unit, "must be under one command post only")
                taken.add(unit)


def _preference(document: Document, defences: Collection[str]) -> Iterator[str]:
    preference = table(document, "decision").get("preference", ())
    for index, defence in enumerate(preference if isinstance(preference, list | tuple) else ()):
        yield from unknown(f"decision.preference[{index}]", "defence class", defence, defences)
        if defence in preference[:index]:
            yield not_allowed(f"decision.preference[{index}]", defence, "must be listed once")
