"""Flights of any kind to one batch: flown in chunks, each grouped by kind and put back in the order given."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, Self, runtime_checkable

import numpy as np

import intercept._core as _core
from intercept.base.arguments import threads as checked_threads
from intercept.base.progress import Bar
from intercept.earth.world import World, planet
from intercept.engagement.plan import Plan
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.scenario.model.scenario import Scenario

# A chunk of rows takes about this long (s): Ctrl-C and the progress bar wait for no more, or for one row.
CHUNK_S = 0.2
CHUNK_MAX = 20_000

# Flies the rows from one to another, not included, to a batch.
Rows = Callable[[int, int], _core.Trajectories]


@runtime_checkable
class Flight(Protocol):
    """What a kind of flight offers: to fly many of itself."""

    @classmethod
    def fly_many(cls, flights: Sequence[Self], *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        """Return one row a flight, in order."""


@runtime_checkable
class Spread(Protocol):
    """An array of perturbed states, which flies itself."""

    def fly_ensemble(self, *, world: World | None, tolerance_m: float, threads: int) -> Trajectories:
        """Return one row a state, in order."""


def fly(
    what: Plan | Scenario | Spread | Flight | Sequence[Flight],
    *,
    world: World | None = None,
    tolerance_m: float = 1e-4,
    threads: int = 0,
    progress: bool | None = None,
) -> Trajectories:
    """Fly a plan, a scenario, an ensemble, one flight, or a sequence of flights whose kinds may differ.

    Ctrl-C loses nothing that was flown: the rows finished so far come back in order, the first ones of the batch, with
    `Trajectories.interrupted` set. Where no row was finished, and from an ensemble, it is a KeyboardInterrupt as usual.

    Parameters
    ----------
    what
        What flies; of a scenario, geometry sample 0 is compiled.
    world
        A simplified planet; the real Earth unless given. Plans and scenarios are always of the real Earth.
    tolerance_m
        Error allowed per integration step, m in position and m/s in velocity; 1e-9 to 1000.
    threads
        Worker threads, 0 for all cores. The result is the same for any number.
    progress
        A bar on the error stream, after a second and only on a terminal; True shows it anyway, False never. An ensemble
        has none.

    Returns
    -------
    Trajectories
        Row i answers threat, state or flight i; a row without a solution has an outcome that says so.

    Raises
    ------
    UnreachableError
        From compiling a scenario: an aimpoint lies beyond the reach of its class.
    InvalidParameterError
        A parameter is out of range, the sequence is empty, or something in it is not a flight.

    Examples
    --------
    >>> import intercept as ic
    >>> glide = ic.flights.GlideFlight(0.1, 0.2, 1.0, 3000.0, 10_000.0, lift_to_drag=2.5)
    >>> flown = ic.fly([glide, glide])
    >>> flown
    <Trajectories: 2 rows, 2 impact>
    >>> flown.to_xarray(step_s=10.0).sizes["row"]
    2
    """
    threads = checked_threads(threads)
    if isinstance(what, Plan | Scenario):
        if world is not None:
            raise InvalidParameterError("world is not allowed with a plan or a scenario: they are of the real Earth")
        plan = what if isinstance(what, Plan) else compiled(what)
        rows = partial(plan.fly_rows, world=planet(world), tolerance_m=tolerance_m, threads=threads)
        return _in_chunks(len(plan), rows, threads, shown=progress)
    if isinstance(what, Spread):
        return what.fly_ensemble(world=world, tolerance_m=tolerance_m, threads=threads)
    return fly_flights(what, world=world, tolerance_m=tolerance_m, threads=threads, progress=progress)


def fly_flights(
    flights: Flight | Sequence[Flight],
    *,
    world: World | None = None,
    tolerance_m: float = 1e-4,
    threads: int = 0,
    progress: bool | None = False,
) -> Trajectories:
    """Fly one flight, or a sequence of flights whose kinds may differ; row i answers flight i. As `fly`.

    Raises
    ------
    InvalidParameterError
        The sequence is empty, or holds something that is not a flight.
    """
    listed = [flights] if isinstance(flights, Flight) else flights
    if isinstance(listed, str | bytes) or not isinstance(listed, Sequence):
        raise InvalidParameterError(
            f"what = {listed!r} is not allowed: must be a Plan, a Scenario, an Ensemble, a flight"
            " or a sequence of flights"
        )
    if not listed:
        raise InvalidParameterError("what = [] is not allowed: must hold at least one flight")
    for place, flight in enumerate(listed):
        if isinstance(flight, type) or not isinstance(flight, Flight):
            raise InvalidParameterError(f"what[{place}] = {flight!r} is not allowed: must be a flight")
    over, threads = planet(world), checked_threads(threads)

    def rows(start: int, stop: int) -> _core.Trajectories:
        return _mixed_rows(listed[start:stop], world=over, tolerance_m=tolerance_m, threads=threads)

    return _in_chunks(len(listed), rows, threads, shown=progress)


def fly_plan(plan: Plan | Scenario, *, threads: int = 0, tolerance_m: float = 1e-4) -> Trajectories:
    """Fly every threat of a plan in one go, as `fly` does in chunks: what the main job calls, Ctrl-C ends it.

    Raises
    ------
    UnreachableError
        From compiling a scenario: an aimpoint lies beyond the reach of its class.
    InvalidParameterError
        A parameter is out of range.
    """
    plan = plan if isinstance(plan, Plan) else compiled(plan)
    return Trajectories(
        plan.fly_rows(0, len(plan), world=planet(None), tolerance_m=tolerance_m, threads=checked_threads(threads))
    )


def compiled(scenario: Scenario) -> Plan:
    """Return geometry sample 0 of a scenario."""
    from intercept.scenario.compile import compile_plan  # noqa: PLC0415 - only where a scenario is given

    return compile_plan(scenario)


def _in_chunks(total: int, rows: Rows, threads: int, *, shown: bool | None) -> Trajectories:
    """Return all rows, or those that were finished before a Ctrl-C. Rows know nothing of their chunk."""
    parts: list[_core.Trajectories] = []
    least = threads or os.cpu_count() or 1
    done, chunk, interrupted = 0, least, False
    try:
        with Bar("flights", total, shown=shown) as bar:
            # A call without rows still checks its parameters.
            while done < total or not parts:
                bar.show(done)
                begun = time.perf_counter()
                stop = min(done + chunk, total)
                parts.append(rows(done, stop))
                done = stop
                share = CHUNK_S / max(time.perf_counter() - begun, 1e-6)
                chunk = int(min(max(chunk * min(share, 4.0), least), CHUNK_MAX))
            bar.show(done)
    except KeyboardInterrupt:
        if not parts:
            raise
        interrupted = sum(map(len, parts)) < total
    return Trajectories(_joined(parts), interrupted=interrupted)


def _joined(parts: list[_core.Trajectories]) -> _core.Trajectories:
    """Return the rows of batches, one batch after another."""
    if len(parts) == 1:
        return parts[0]
    lengths = [len(part) for part in parts]
    row = np.concatenate([np.arange(length, dtype=np.uint64) for length in lengths])
    return _core.gather(parts, np.repeat(np.arange(len(parts), dtype=np.uint64), lengths), row)


def _mixed_rows(listed: Sequence[Flight], *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
    kinds = list(dict.fromkeys(type(flight) for flight in listed))
    part = np.array([kinds.index(type(flight)) for flight in listed], dtype=np.uint64)
    row = np.zeros(len(listed), dtype=np.uint64)
    parts = []
    for index, kind in enumerate(kinds):
        own = np.flatnonzero(part == index)
        row[own] = np.arange(len(own))
        flights = [listed[int(place)] for place in own]
        parts.append(kind.fly_many(flights, world=world, tolerance_m=tolerance_m, threads=threads))
    return parts[0] if len(parts) == 1 else _core.gather(parts, part, row)
