"""The rules of fire of a whole defence: those of a scenario's `[decision]`, and the same keys said by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from pydantic import ValidationError

from intercept.base.arguments import by_name
from intercept.base.words import one_of
from intercept.engagement.chances import Doctrine
from intercept.errors import InvalidParameterError
from intercept.scenario.model.defence import Decision
from intercept.scenario.model.messages import message

# Keys of `[decision]` that say how fire is controlled once windows are known.
RULES = ("command", "deconfliction_delay_s", "rounds_per_target_max", "wait_for_cheaper", "priority")


def doctrine_of(decision: Decision) -> Doctrine:
    """Return how a scenario's rules of decision control fire."""
    return Doctrine(
        deconfliction_delay_s=np.inf if decision.command == "autonomous" else decision.deconfliction_delay_s,
        rounds_per_target_max=decision.rounds_per_target_max,
        wait_for_cheaper=decision.wait_for_cheaper,
        priority=decision.priority,
    )


def stated_doctrine(given: Mapping[str, object] | None) -> Doctrine:
    """Return what some of `RULES` say; those left out are as in a scenario, but rounds at a target have no limit.

    Raises
    ------
    InvalidParameterError
        A key is none of them, or its value is not allowed in a scenario.
    """
    said = by_name("doctrine", given)
    for name in said:
        if name not in RULES:
            raise InvalidParameterError(f"doctrine.{name} is not a rule of fire: must be {one_of(name, RULES)}")
    try:
        decision = Decision.model_validate(dict(said))
    except ValidationError as error:
        entries = error.errors(include_url=False)
        for entry in entries:
            entry["loc"] = ("doctrine", *entry["loc"])
        found = dict.fromkeys(message(entry, {"doctrine": said}, Decision) for entry in entries)
        raise InvalidParameterError("; ".join(found)) from None
    doctrine = doctrine_of(decision)
    if "rounds_per_target_max" in said:
        return doctrine
    return replace(doctrine, rounds_per_target_max=Doctrine.rounds_per_target_max)
