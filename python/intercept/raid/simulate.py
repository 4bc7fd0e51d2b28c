"""What gets through: replications of a raid, each a pure function of plan, vector, seed and number.

Models and limits: docs/models/raid.md.
"""

from __future__ import annotations

import intercept._core as _core
from intercept.base.arguments import instance, whole
from intercept.base.arguments import threads as checked_threads
from intercept.errors import InvalidParameterError
from intercept.raid.course import Course
from intercept.raid.raid_plan import RaidPlan, unknowns
from intercept.raid.tally import Tally

# In one call; more are replicated in several, over as many machines as wanted, and put together.
REPLICATIONS_MAX = 10_000_000
NIGHTS_MAX = 365


def simulate(
    raid: RaidPlan, *, seed: int, replications: int | range, first_unknown: int = 0, threads: int = 0
) -> Tally:
    """Replicate a raid: draw in each replication what is up, what fails, is jammed or is hit, and count.

    Model, sources, limits: docs/models/raid.md.

    Parameters
    ----------
    raid
        The raid. Each vector of its chances is replicated.
    seed
        Seed of all random numbers, 0 to 2^64 - 1.
    replications
        How many with each vector, 0 to 10,000,000, or a range of their numbers (step 1): ranges may be spread over
        machines and put together.
    first_unknown
        Number of the first vector; the others follow. The luck of a replication belongs to both its numbers.
    threads
        Worker threads, 0 for all cores. The counts are the same for any number.

    Raises
    ------
    InvalidParameterError
        Seed or replications are out of range, something is not a raid plan, or a value of its chances is out of range.

    Examples
    --------
    >>> import intercept as ic
    >>> plan = ic.compile_plan(ic.Scenario.from_file("examples/notional-small.toml"))
    >>> tally = ic.simulate(ic.RaidPlan.of(plan, ic.fly(plan)), seed=1, replications=100)
    >>> tally.fates.shape
    (100, 3, 5)
    >>> tally.fates.sum(axis=(1, 2)).tolist() == 100 * [len(plan)]
    True
    """
    (tally,) = simulate_nights(
        raid, 1, seed=seed, replications=replications, first_unknown=first_unknown, threads=threads
    )
    return tally


def simulate_nights(
    raid: RaidPlan, nights: int, *, seed: int, replications: int | range, first_unknown: int = 0, threads: int = 0
) -> list[Tally]:
    """Replicate a raid that comes again every 24 hours, and return the tally of each night.

    Stocks, depots and what is under way go on from one night to the next; what is up, fails or is hit is drawn for each
    night anew. The first night is that of `simulate`.

    Parameters
    ----------
    raid, seed, replications, first_unknown, threads
        As of `simulate`.
    nights
        1 to 365.

    Raises
    ------
    InvalidParameterError
        As of `simulate`, or nights are out of range, or the raid lasts more than 24 hours and there are several.
    """
    nights = whole("nights", nights, 1, NIGHTS_MAX)
    instance("raid", raid, RaidPlan)
    span = replications
    if not isinstance(span, range):
        span = range(whole("replications", replications, 0, REPLICATIONS_MAX))
    if span.step != 1 or not 0 <= span.start <= span.stop < 2**64 or span.stop - span.start > REPLICATIONS_MAX:
        raise InvalidParameterError(
            f"replications = {replications} is not allowed: must be a count, or a range of step 1 within 0 to 2^64 - 1,"
            f" of at most {REPLICATIONS_MAX}"
        )
    counted = _core.simulate_raid(
        raid.core,
        unknowns(raid.chances),
        whole("seed", seed, 0, 2**64 - 1),
        whole("first_unknown", first_unknown, 0, 2**63),
        (span.start, span.stop),
        checked_threads(threads),
        nights,
    )
    return [Tally(**{**counts, "course": Course(**counts["course"])}) for counts in counted]
