"""What the sliders show: in an address, and as a scenario.

An address holds what differs from the scenario's file alone, such as `raid.one_way_attack_drone=30`, and the class
whose curve is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qsl, quote

from intercept.analysis.sizes import resized
from intercept.base.arguments import refused
from intercept.base.words import meant, one_of
from intercept.errors import InvalidParameterError
from intercept.explore.sliders import RAID, Slider
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.unknowns import RELOADS

# Longer than any address that the page makes.
ADDRESS_MAX = 8_000
CURVE = "curve"
# What a fire unit states itself in place of a value of its class.
OWN = {"ready_rounds": "rounds", RELOADS: "reloads"}


@dataclass(frozen=True)
class State:
    """What the sliders show.

    Attributes
    ----------
    values
        By the key of a slider, what it shows, where that differs from the scenario's file.
    curve
        The class whose saturation is drawn; empty where the raid has no waves.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    curve: str = ""

    @classmethod
    def of(cls, sliders: Sequence[Slider], address: str) -> Self:
        """Return the state of an address: what follows its question mark.

        Raises
        ------
        InvalidParameterError
            It is too long, or a key or a value is not one of the sliders': all of them are named, one a line.
        """
        if len(address) > ADDRESS_MAX:
            raise refused(
                "address", f"{address[:40]}...", f"at most {ADDRESS_MAX:,} characters after its question mark"
            )
        known = {slider.key: slider for slider in sliders}
        classes = curve_classes(sliders)
        values: dict[str, float] = {}
        curve, problems = classes[0] if classes else "", []
        for key, text in parse_qsl(address.removeprefix("?"), keep_blank_values=True):
            if key == CURVE and text in classes:
                curve = text
            elif key in known and (value := _number(text)) is not None and _allowed(known[key], value):
                values[key] = value
            else:
                problems.append(_problem(key, text, known, classes))
        if problems:
            raise InvalidParameterError("\n".join(problems))
        differing = {key: value for key, value in values.items() if value != known[key].value}
        return cls({key: differing[key] for key in known if key in differing}, curve)

    def address(self, sliders: Sequence[Slider]) -> str:
        """Return what follows the question mark of an address; empty for the scenario as its file has it."""
        parts = [f"{quote(key)}={shown(value)}" for key, value in self.values.items()]
        classes = curve_classes(sliders)
        if classes and self.curve != classes[0]:
            parts.append(f"{CURVE}={quote(self.curve)}")
        return "&".join(parts)

    def value(self, slider: Slider) -> float:
        """Return what a slider shows."""
        return self.values.get(slider.key, slider.value)

    def sizes(self, sliders: Sequence[Slider]) -> dict[str, int]:
        """Return how many threats of each class are launched, by the sliders of the raid."""
        return {slider.class_name: int(self.value(slider)) for slider in sliders if slider.quantity is RAID}

    def scenario(self, base: Scenario, sliders: Sequence[Slider]) -> Scenario:
        """Return the scenario that the sliders show; raises ScenarioError where there can be none such.

        A value that is moved is that of its class, and units that state one of their own lose it.
        """
        moved = {slider: self.values[slider.key] for slider in sliders if slider.key in self.values}
        sizes: dict[tuple[str, ...], int] = {
            (slider.class_name,): int(value) for slider, value in moved.items() if slider.quantity is RAID
        }
        scenario = resized(base, sizes) if sizes else base
        document = scenario.to_dict()
        for slider, value in moved.items():
            if slider.quantity is not RAID:
                _state(document, slider, value)
        return base.changed_to(document)

    def saved(self, base: Scenario, sliders: Sequence[Slider]) -> str:
        """Return the text of the file of the scenario that the sliders show; raises as `scenario`."""
        changed = [
            f"#   {slider.key} = {shown(self.values[slider.key])}, in the file {shown(slider.value)}"
            for slider in sliders
            if slider.key in self.values
        ]
        said = (
            ["# Saved by intercept explore. What was moved:", *changed]
            if changed
            else ["# Saved by intercept explore."]
        )
        return "\n".join([*said, "", self.scenario(base, sliders).to_toml()])


def curve_classes(sliders: Sequence[Slider]) -> list[str]:
    """Return the classes whose saturation can be drawn: those of which the raid has waves."""
    return [slider.class_name for slider in sliders if slider.quantity is RAID]


def shown(value: float) -> str:
    """Return a number in as few digits as say it, whole ones without a point."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _allowed(slider: Slider, value: float) -> bool:
    whole = slider.quantity is not RAID or value.is_integer()
    return slider.low <= value <= slider.high and whole


def _problem(key: str, text: str, known: Mapping[str, Slider], classes: Sequence[str]) -> str:
    stated = text if len(text) <= 40 else f"{text[:40]}..."
    if key == CURVE:
        return str(refused(key, stated, one_of(stated, classes) if classes else "left out: the raid has no waves"))
    if key in known:
        slider = known[key]
        kind = "a whole number" if slider.quantity is RAID else "a number"
        return str(refused(key, stated, f"{kind} from {shown(slider.low)} to {shown(slider.high)}"))
    name = key if len(key) <= 40 else f"{key[:40]}..."
    near = meant(name, [*known, CURVE])
    such = f"the name of a slider such as {next(iter(known))}, or {CURVE}"
    return str(refused("key", name, f"{such}; {near}" if near else such))


def _state(document: dict[str, Any], slider: Slider, value: float) -> None:
    """State a value of a class in the document of a scenario."""
    kind, name, key = slider.quantity.kind, slider.class_name, slider.quantity.key
    if kind == "stock":
        document["stocks"][name][key] = slider.moved(value)
        return
    document["classes"][kind].setdefault(name, {})[key] = slider.moved(value)
    for site in document["sensors" if kind == "sensor" else "fire_units"]:
        if site["class"] == name:
            site["overrides"].pop(key, None)
            site.pop(OWN.get(key, ""), None)
