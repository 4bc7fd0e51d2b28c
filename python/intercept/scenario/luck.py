"""Which sensors and fire units are up in one replication, as the core draws it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.engagement.chances import Keys
from intercept.engagement.defence.columns import Sensors
from intercept.engagement.plan import Plan

# Numbers of the purposes of the core's random numbers.
UNIT_AVAILABLE, SENSOR_AVAILABLE = 3, 9

Up = npt.NDArray[np.bool_]


def as_up(plan: Plan, seed: int, draw: int, luck: int) -> Plan:
    """Return a plan of one vector with only the sensors that are up in a replication; it names all that is down.

    Fire units that are down are named too, and stay: what they could have engaged is still of interest.
    """
    chances = plan.chances
    sensors = _up(
        chances.sensor_keys,
        chances.sensor_availability[0][chances.sensor_classes],
        (seed, SENSOR_AVAILABLE),
        (draw, luck),
    )
    units = _up(
        chances.unit_keys, chances.unit_availability[0][plan.units.variant], (seed, UNIT_AVAILABLE), (draw, luck)
    )
    down = [name for name, up in zip(plan.sensors.names, sensors, strict=True) if not up]
    down += [name for name, up in zip(plan.units.names, units, strict=True) if not up]
    number = np.cumsum(sensors) - 1
    kept = np.flatnonzero(sensors)

    def renumbered(named: tuple[int, ...] | None) -> tuple[int, ...] | None:
        return None if named is None else tuple(int(number[k]) for k in named if sensors[k])

    return replace(
        plan,
        down=tuple(down),
        sensors=Sensors(
            tuple(plan.sensors.names[k] for k in kept),
            tuple(plan.sensors.class_names[k] for k in kept),
            plan.sensors.parameters[kept],
            plan.sensors.range_by_class_m[kept],
        ),
        units=replace(
            plan.units,
            cued_by=tuple(map(renumbered, plan.units.cued_by)),
            guided_by=tuple(map(renumbered, plan.units.guided_by)),
        ),
        chances=replace(
            chances,
            sensor_keys=chances.sensor_keys[kept],
            sensor_classes=chances.sensor_classes[kept],
            sensor_tracks_max=chances.sensor_tracks_max[kept],
        ),
    )


def _up(keys: Keys, share: npt.NDArray[np.float64], key: tuple[int, int], replication: tuple[int, int]) -> Up:
    e, a = replication
    # Odd multiples of 2^-53, as the core makes them of the first 64 bits of a block.
    bits = [_core.philox([e, object_key, 0, a], list(key))[0] >> 11 | 1 for object_key in keys.tolist()]
    up: Up = np.array(bits, dtype=np.float64) / 2.0**53 < share
    return up
