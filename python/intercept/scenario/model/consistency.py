"""Checks across the tables of a scenario: names used exist, names are unique, rules fit classes, sizes are sane.

They read the document as it stands in the file and skip whatever is not of the right type or out of range (the model
reports that), so that all mistakes come out in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from pydantic import ValidationError

from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.generic_class import KINDS, Kind, override_problems
from intercept.catalogue.uncertain import Stated
from intercept.scenario.model.decision_rules import rules_of_decision
from intercept.scenario.model.limits import SENSORS_NAMED
from intercept.scenario.model.messages import not_allowed
from intercept.scenario.model.references import Document, base_of, known, rows, table, unknown, unknown_key, warns
from intercept.scenario.model.values import MAX_OBJECTS

WIDTH = "azimuth_width_deg"
DEFAULT_GENERATED_ASSETS = ("energy", "rail", "logistics", "city", "military")


def consistency_problems(document: Document) -> list[str]:
    """Return one message for each mistake that involves more than one place of the document."""
    checks = (_class_tables, _waves, _targets, _sites, _generated, rules_of_decision, _claims, _names, _sizes)
    catalogue = Catalogue.load()
    return [problem for check in checks for problem in check(document, catalogue)]


def _class_tables(document: Document, catalogue: Catalogue) -> Iterator[str]:
    for kind in KINDS:
        for name, override in table(document, "classes", kind).items():
            path, bases = f"classes.{kind}.{name}", catalogue.of_kind(kind)
            if not isinstance(override, Mapping):
                continue
            if name in bases and "base" in override:
                must = f"must be left out to change {name}, a class of the catalogue, or the class needs another name"
                yield not_allowed(f"{path}.base", override["base"], must)
            elif name not in bases and "base" not in override:
                yield f"{path}.base is missing: must be the name of the {kind} class that your own class starts from"
            elif "base" in override:
                yield from unknown(f"{path}.base", f"{kind} class", override["base"], bases)
            yield from _overrides(path, base_of(document, catalogue, kind, name), override, catalogue, kind)


def _overrides(path: str, base: str | None, override: Document, catalogue: Catalogue, kind: Kind) -> Iterator[str]:
    """Check parameter values against the class they are for; malformed numbers are left to the model."""
    if base is None:
        return
    values = {}
    for key, value in override.items():
        try:
            if key != "base":
                values[key] = Stated.model_validate(value)
        except ValidationError:
            continue
    for text in override_problems(catalogue.of_kind(kind)[base], values):
        yield f"{path}.{text}"


def _waves(document: Document, catalogue: Catalogue) -> Iterator[str]:
    areas = launch_area_names(document)
    for path, wave in rows(document, "raid", "waves"):
        yield from unknown(f"{path}.class", "threat class", wave.get("class"), known(document, catalogue, "threat"))
        yield from unknown(f"{path}.launch_area", "launch area", wave.get("launch_area"), areas)
        if "start" in table(wave, "time_profile") and "clock_start" not in document:
            start = table(wave, "time_profile")["start"]
            yield not_allowed(f"{path}.time_profile.start", start, "must come with clock_start at the top of the file")
        base = base_of(document, catalogue, "threat", wave.get("class"))
        if base is None:
            continue
        rule = catalogue.rules.threats[base]
        kind = table(wave, "route").get("kind", "direct")
        if rule.flight != "cruise" and kind in ("doglegs", "via"):
            must = f'must be "direct" for {_article(rule.flight)} class: only cruising classes turn'
            yield not_allowed(f"{path}.route.kind", kind, must)
        if wave.get("profile") in ("low", "high") and len(rule.profiles) < 2:
            yield not_allowed(f"{path}.profile", wave["profile"], f"must be left out, because {base} has one profile")


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def launch_area_names(document: Document) -> list[str]:
    """Return the names of the launch areas, given and generated, in order."""
    named = [area.get("name") for _, area in rows(document, "raid", "launch_areas")]
    theatre = table(document, "theatre")
    axes = table(theatre, "generate").get("axes", 3) if "generate" in theatre else 0
    generated = [f"axis-{i + 1}" for i in range(min(axes, 20) if isinstance(axes, int) else 0)]
    return [name for name in named if isinstance(name, str)] + generated


def sensor_names(document: Document) -> set[str]:
    """Return the names of the sensors, given and generated."""
    named = {str(sensor.get("name")) for _, sensor in rows(document, "sensors")}
    generated = table(document, "theatre", "generate", "sensors").items()
    return named | {f"{name}-{i + 1}" for name, count in generated for i in range(min(_size(count), MAX_OBJECTS))}


def asset_counts(document: Document) -> Counter[str]:
    """Return how many assets of each class there are, given and generated."""
    counts = Counter(str(asset.get("class")) for _, asset in rows(document, "assets"))
    theatre = table(document, "theatre")
    if "generate" in theatre:
        generate = table(theatre, "generate")
        default = dict.fromkeys(DEFAULT_GENERATED_ASSETS, 1)
        given = table(generate, "assets") if "assets" in generate else default
        counts.update({name: count for name, count in given.items() if isinstance(count, int) and count > 0})
    return counts


def _targets(document: Document, catalogue: Catalogue) -> Iterator[str]:  # noqa: ARG001 - all checks look alike
    assets = asset_counts(document)
    # A defence alone, without a raid, need not defend anything; a generated one is placed around assets.
    defends = any(True for _ in rows(document, "raid", "waves")) or "generate" in table(document, "theatre")
    if defends and not assets and not document.get("assets"):
        yield "assets are missing: must be at least one, or [theatre.generate] must be given"
    for path, wave in rows(document, "raid", "waves"):
        for name, weight in table(wave, "target_weights").items():
            if name in DEFAULT_GENERATED_ASSETS and name not in assets and weight != 0:
                must = f"must be 0 or left out, because there is no asset of class {name}"
                yield not_allowed(f"{path}.target_weights.{name}", weight, must)


def _sites(document: Document, catalogue: Catalogue) -> Iterator[str]:
    lists: tuple[tuple[str, Kind], ...] = (("sensors", "sensor"), ("fire_units", "defence"))
    for key, kind in lists:
        for path, site in rows(document, key):
            yield from unknown(f"{path}.class", f"{kind} class", site.get("class"), known(document, catalogue, kind))
            base = base_of(document, catalogue, kind, site.get("class"))
            yield from _overrides(f"{path}.overrides", base, table(site, "overrides"), catalogue, kind)
            if kind == "sensor" and base is not None:
                yield from _place_and_sector(document, catalogue, path, site, base)
    sensors = sensor_names(document)
    for path, unit in rows(document, "fire_units"):
        for key in SENSORS_NAMED:
            named = table(unit, "limits").get(key)
            for index, name in enumerate(named if isinstance(named, list | tuple) else ()):
                yield from unknown(f"{path}.limits.{key}[{index}]", "sensor", name, sensors)


def _place_and_sector(document: Document, catalogue: Catalogue, path: str, site: Document, base: str) -> Iterator[str]:
    """Yield what is wrong with a site whose class has no place, or looks into a sector of which no middle is given."""
    name = site["class"]
    if catalogue.rules.sensors[base].warns:
        yield not_allowed(
            f"{path}.class", name, "must be a class with a place (this one is for decision.warning_class)"
        )
        return
    of_class = catalogue.sensors[base].parameters.get(WIDTH)
    stated = (table(site, "overrides"), table(document, "classes", "sensor", name))
    width = next((given[WIDTH] for given in stated if WIDTH in given), of_class.low if of_class else None)
    widest = width.get("low") if isinstance(width, Mapping) else width
    limits = table(site, "limits")
    widest = limits.get(WIDTH) or widest
    if limits.get("azimuth_centre_deg") is None and isinstance(widest, int | float) and 0.0 < widest < 360.0:
        yield (
            f"{path}.limits.azimuth_centre_deg is missing: must be given, because class {name} looks into a sector of"
            f" {widest:g} degrees or more"
        )


def _generated(document: Document, catalogue: Catalogue) -> Iterator[str]:
    lists: tuple[tuple[str, Kind], ...] = (("sensors", "sensor"), ("fire_units", "defence"))
    for key, kind in lists:
        for name in table(document, "theatre", "generate", key):
            yield from unknown_key(f"theatre.generate.{key}", f"{kind} class", name, known(document, catalogue, kind))
            if kind == "sensor" and warns(document, catalogue, name):
                must = "must be left out, because the class has no place (it is for decision.warning_class)"
                yield not_allowed(f"theatre.generate.{key}.{name}", name, must)


def _claims(document: Document, catalogue: Catalogue) -> Iterator[str]:
    allowed = {*known(document, catalogue, "threat"), "mixed"}
    for path, claim in rows(document, "claimed"):
        yield from unknown(f"{path}.class", "threat class", claim.get("class"), allowed)
        launched, destroyed, lost = claim.get("launched"), claim.get("destroyed"), claim.get("not_reach_goal", 0)
        if all(_is_count(value) for value in (launched, destroyed, lost)) and destroyed + lost > launched:
            must = f"must be at most launched together with not_reach_goal ({destroyed} + {lost} of {launched})"
            yield not_allowed(f"{path}.destroyed", destroyed, must)


def _names(document: Document, catalogue: Catalogue) -> Iterator[str]:  # noqa: ARG001 - all checks look alike
    for keys in (("assets",), ("raid", "launch_areas"), ("raid", "waves"), ("sensors",), ("fire_units",)):
        seen: dict[str, str] = {}
        for path, row in rows(document, *keys):
            name = row.get("name")
            if isinstance(name, str) and name in seen:
                yield not_allowed(f"{path}.name", name, f"must differ from the name of {seen[name]}")
            elif isinstance(name, str):
                seen[name] = path
        if keys == ("raid", "launch_areas"):
            yield from _clash_with_axes(document, seen)


def _clash_with_axes(document: Document, seen: Mapping[str, str]) -> Iterator[str]:
    for name, count in Counter(launch_area_names(document)).items():
        if name in seen and count > 1 and name.startswith("axis-") and "generate" in table(document, "theatre"):
            yield not_allowed(f"{seen[name]}.name", name, "must differ from the name of a generated launch area")


def _sizes(document: Document, catalogue: Catalogue) -> Iterator[str]:  # noqa: ARG001 - all checks look alike
    scale = table(document, "raid").get("scale", 1)
    counts = [wave.get("count") for _, wave in rows(document, "raid", "waves")]
    total = sum(map(_size, counts))
    if isinstance(scale, int | float) and 0 <= scale <= 1000 and total * scale > MAX_OBJECTS:
        must = f"must leave at most {MAX_OBJECTS:,} threats (it makes {total * scale:,.6g} of {total:,})"
        yield not_allowed("raid.scale", scale, must)
    units = sum(_size(unit.get("count", 1)) for _, unit in rows(document, "fire_units"))
    units += sum(map(_size, table(document, "theatre", "generate", "fire_units").values()))
    if units > MAX_OBJECTS:
        yield f"fire_units make {units:,} in all, given and generated: must be at most {MAX_OBJECTS:,}"


def _size(count: object) -> int:
    return count if _is_count(count) else 0


def _is_count(value: object) -> TypeGuard[int]:
    """Whether a value is a number of things that a scenario can have."""
    return isinstance(value, int) and 0 <= value <= MAX_OBJECTS
