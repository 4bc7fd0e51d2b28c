"""Channels as servers of a queue: who finds all of them busy is lost, at once or after as long as a window is open.

The seed is fixed, so that a check says the same each time (data/raids/SOURCE.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from intercept.base.words import counted
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import erlang_b
from intercept.validation.made_raids import REASON, SIGMAS, Queue
from intercept.validation.raid_forms import impatient_loss
from intercept.validation.tables import Library, read_figures

ERLANG = "Erlang's loss formula; textbook"
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


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the cases."""
    return [Case("raid-erlang", ERLANG, erlang), Case("raid-waiting", WAITING, waiting)]
