"""`fly`: plans, flights of any kind and ensembles flown as one batch, in chunks, in the order given."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import cache
from typing import Protocol, Self, TypeGuard

import numpy as np

import intercept._core as _core
from intercept.base.arguments import number, refused
from intercept.base.arguments import threads as checked_threads
from intercept.base.progress import Bar
from intercept.base.table import Table
from intercept.earth.world import World, planet
from intercept.flight.trajectories import Trajectories

# A chunk of rows takes about this long (s): Ctrl-C and the progress bar wait for no more, or for one row.
CHUNK_S = 0.2
# The first chunk fills the vector registers of an ensemble.
CHUNK_START = 8
CHUNK_MAX = 20_000
TOLERANCE_MIN_M, TOLERANCE_MAX_M = 1e-9, 1e3


class _Batch(Protocol):
    """What a plan or an ensemble offers: rows that fly."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def fly_rows(self, start: int, stop: int, *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        """Fly the rows from one number to another, not included. A row knows nothing of the others."""


class _Kind(Protocol):
    """What a kind of flight offers: to fly many of itself."""

    @classmethod
    def fly_many(cls, flights: Sequence[Self], *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        """Return one row for each flight, in order."""


def fly(
    what: _Batch | _Kind | Sequence[_Kind],
    *,
    world: World | None = None,
    tolerance_m: float = 1e-4,
    threads: int = 0,
    progress_bar: bool | None = None,
) -> Trajectories:
    """Fly a plan, an ensemble, one flight, or a sequence of flights whose kinds may differ.

    Ctrl-C loses nothing that was flown: the rows finished so far come back in order, the first ones of the batch, with
    `Trajectories.interrupted` set. Where no row was finished it is a KeyboardInterrupt as usual.

    Model, sources, limits: docs/models/flight.md.

    Parameters
    ----------
    what
        What flies: a `Plan` (of a scenario: `ic.fly(ic.compile_plan(scenario))`), an `Ensemble`, a `Flight` of a class,
        a flight of `ic.flights`, or a sequence of flights.
    world
        A simplified planet; the real Earth unless given, and for a plan its own, with the scenario's wind. Plans and
        flights of a class fly over the real Earth, with or without wind.
    tolerance_m
        Error allowed per integration step (m), 1e-9 to 1000: that of position, and that of velocity over the time for
        which it acts, 1 s, or in an ensemble the time left to the ground, 10 to 1,000 s.
    threads
        The largest number of threads to use, 0 for all cores; more than there are cores count as these. They are those
        of one pool that all calls share. The result is the same for any number.
    progress_bar
        Whether a bar is shown on the error stream. None: after a second, and only on a terminal; True: always; False:
        never.

    Returns
    -------
    Trajectories
        Row i answers threat, body or flight i; a row without a solution has an outcome that says so.

    Raises
    ------
    InvalidParameterError
        A parameter is out of range, the sequence is empty, or something in it is not a flight.

    Examples
    --------
    >>> import intercept as ic
    >>> glide = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, lift_to_drag=2.5)
    >>> flown = ic.fly([glide, glide])
    >>> flown
    <Trajectories: 2 rows, 2 impact>
    >>> flown.to_xarray(step_s=10.0).sizes["row"]
    2
    """
    threads = checked_threads(threads)
    tolerance_m = number("tolerance_m", tolerance_m, TOLERANCE_MIN_M, TOLERANCE_MAX_M)
    batch = what if _is_batch(what) else _Listed(_flights(what))
    over = planet(getattr(batch, "world", None) if world is None else world)
    total, workers = len(batch), threads or _cores()
    parts: list[_core.Trajectories] = []
    done, chunk, interrupted = 0, max(workers, CHUNK_START), False
    try:
        with Bar("flights", total, shown=progress_bar) as bar:
            # A batch without rows still checks its parameters.
            while True:
                bar.show(done)
                begun = time.perf_counter()
                stop = min(done + min(chunk, CHUNK_MAX), total)
                parts.append(batch.fly_rows(done, stop, world=over, tolerance_m=tolerance_m, threads=threads))
                done = stop
                if done == total:
                    break
                share = CHUNK_S / max(time.perf_counter() - begun, 1e-6)
                chunk = max(int(chunk * min(share, 4.0)), workers)
            bar.show(done)
    except KeyboardInterrupt:
        if not parts:
            raise
        interrupted = sum(map(len, parts)) < total
    threats = getattr(batch, "known", None)
    told = threats.head(done) if interrupted and threats is not None else threats
    return Trajectories(_joined(parts), world=over, interrupted=interrupted, threats=told)


@cache
def _cores() -> int:
    """Return the number of cores; asking the system takes longer than a short flight."""
    return os.cpu_count() or 1


# isinstance() with a protocol takes longer than a short flight.
def _is_batch(what: object) -> TypeGuard[_Batch]:
    return hasattr(what, "fly_rows") and not isinstance(what, type)


def _is_flight(what: object) -> TypeGuard[_Kind]:
    return hasattr(what, "fly_many") and not isinstance(what, type)


class _Listed:
    """Flights whose kinds may differ, as one batch."""

    def __init__(self, flights: Sequence[_Kind]) -> None:
        self._flights = flights

    @property
    def known(self) -> Table | None:
        """The classes of the flights, where each has one."""
        names = [getattr(flight, "class_name", "") for flight in self._flights]
        return Table({"threat_class": names}) if all(names) else None

    def __len__(self) -> int:
        return len(self._flights)

    def fly_rows(self, start: int, stop: int, *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        listed = self._flights[start:stop]
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


def _flights(what: object) -> Sequence[_Kind]:
    """Return what flies as a sequence of flights.

    Raises
    ------
    InvalidParameterError
        It is none, is empty, or holds something that is not a flight.
    """
    listed = [what] if _is_flight(what) else what
    if isinstance(listed, str | bytes) or not isinstance(listed, Sequence):
        raise refused("what", what, "a plan, an ensemble, a flight or a sequence of flights")
    if not listed:
        raise refused("what", what, "at least one flight")
    for place, flight in enumerate(listed):
        if not _is_flight(flight):
            raise refused(f"what[{place}]", flight, "a flight")
    return listed


def _joined(parts: list[_core.Trajectories]) -> _core.Trajectories:
    """Return the rows of batches, one batch after another."""
    if len(parts) == 1:
        return parts[0]
    lengths = [len(part) for part in parts]
    row = np.concatenate([np.arange(length, dtype=np.uint64) for length in lengths])
    return _core.gather(parts, np.repeat(np.arange(len(parts), dtype=np.uint64), lengths), row)
