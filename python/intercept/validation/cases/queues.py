"""Channels as servers of a queue: who finds all of them busy is lost, at once or after as long as a window is open.

The seed is fixed, so that a check says the same each time (data/raids/SOURCE.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from intercept.base.words import counted
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import erlang_b
from intercept.validation.made_raids import REASON, SIGMAS, Queue, shared_operators
from intercept.validation.raid_forms import impatient_loss, waiting_room
from intercept.validation.tables import Library, read_figures

ERLANG = "Erlang's loss formula; textbook"
ROOM = "M/M/c and M/M/c/K queues (Gross and others, Fundamentals of Queueing Theory, 2008, sections 2.3 and 2.5)"
POOL = "Erlang's loss formula, of operators whom several units share; textbook"
# Far longer than any queue of these lasts, in mean times of service.
PATIENT = 500.0
WAITING = "M/M/c queue of customers with a fixed patience (Baccelli and Hebuterne, 1981)"


def erlang(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Compare with Erlang's loss formula, which holds for any distribution of the time of service."""
    printed = read_figures("raids/raids.csv")
    source = Source("raid-erlang", ERLANG, "ic.simulate")
    for servers, load in ((5, 3.0), (4, 4.0)):
        figure = printed[f"erlang_b_{servers}_{load:.0f}"]
        ours = erlang_b(servers, load)
        quantity = f"formula: B({servers}, {load:g})"
        yield source.absolute(quantity, (ours, figure.value), "", figure.half_digit, "half a written digit")
        for exponential, told in ((False, "constant"), (True, "exponential")):
            mean, error = Queue(servers, load, exponential=exponential).lost_share()
            quantity = f"replicated: leaked share, {counted(servers, 'channel')}, {load:g} erlang, {told} service"
            yield source.absolute(quantity, (mean, figure.value), "", SIGMAS * error, REASON)
    for servers, load in ((1, 0.5), (5, 3.375), (20, 18.0), (100, 90.0)):
        mean, error = Queue(servers, load).lost_share()
        quantity = f"replicated: leaked share, {counted(servers, 'channel')}, {load:g} erlang"
        yield source.absolute(quantity, (mean, erlang_b(servers, load)), "", SIGMAS * error, REASON)


def waiting(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Windows that stay open: who arrives waits for a channel, in order of arrival, as long as its own is open."""
    source = Source("raid-waiting", WAITING, "ic.simulate")
    for servers, load, patience in ((1, 0.8, 2.0), (1, 1.5, 0.5), (3, 2.4, 1.0), (5, 5.0, 0.3), (10, 9.0, 1.0)):
        wanted = impatient_loss(servers, load, patience)
        mean, error = Queue(servers, load, patience).lost_share()
        quantity = (
            f"replicated: leaked share, {counted(servers, 'channel')}, {load:g} erlang, patience {patience:g} services"
        )
        yield source.absolute(quantity, (mean, wanted), "", SIGMAS * error, REASON)


def room(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Arrivals who wait as long as it takes, in a room for all of them or for some."""
    source = Source("raid-waiting-room", ROOM, "ic.simulate, Tally.waits")
    for servers, load in ((1, 0.5), (3, 2.0), (5, 3.375), (10, 7.0)):
        _, wanted = waiting_room(servers, load)
        _, (mean, error) = Queue(servers, load, PATIENT).turned_away_and_wait()
        quantity = f"replicated: mean wait, {counted(servers, 'channel')}, {load:g} erlang"
        yield source.absolute(quantity, (mean, wanted), "services", SIGMAS * error, REASON)
    for servers, load, places in ((1, 0.8, 3), (2, 3.0, 4), (5, 5.0, 2), (10, 9.0, 10)):
        share, wait = waiting_room(servers, load, places)
        found = Queue(servers, load, PATIENT, room=places).turned_away_and_wait()
        told = f"{counted(servers, 'channel')}, {load:g} erlang, room for {places}"
        for what, unit, wanted, (mean, error) in (
            ("share turned away", "", share, found[0]),
            ("mean wait", "services", wait, found[1]),
        ):
            yield source.absolute(f"replicated: {what}, {told}", (mean, wanted), unit, SIGMAS * error, REASON)


def pool(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Units with channels without end under a post whose operators are few: Erlang's formula counts these."""
    source = Source("raid-operators", POOL, "ic.simulate")
    mean, error = shared_operators(5, 3.375)
    quantity = "replicated: leaked share, three units, 5 operators, 3.375 erlang, constant service"
    yield source.absolute(quantity, (mean, erlang_b(5, 3.375)), "", SIGMAS * error, REASON)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the cases."""
    return [
        Case("raid-erlang", ERLANG, erlang),
        Case("raid-waiting", WAITING, waiting),
        Case("raid-waiting-room", ROOM, room),
        Case("raid-operators", POOL, pool),
    ]
