"""Where a defence saturates: what gets through against the size of the raid, why, and what lifting each limit changes.

All sizes come from one geometry of the largest raid: a smaller raid is a subset of a larger one, with the same flights,
the same launch windows and the same luck of every object, so that differences between sizes are better known than the
sizes themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intercept.analysis.answer import made_of
from intercept.analysis.cases import Drawn, Further, draw, from_one_point
from intercept.analysis.curves import cause_table, curve_table, knee_with_ends, lifted_table, next_shares, of_class
from intercept.analysis.differences import by_scramble
from intercept.analysis.limits import LIMITS
from intercept.analysis.saturation_curve import Saturation
from intercept.analysis.sizes import ASKED, Sizes, checked_sizes, class_of, resized
from intercept.base.arguments import flag, number, refused, whole
from intercept.base.table import Table
from intercept.raid.estimates import mean_of
from intercept.raid.geometry import OnProgress
from intercept.raid.sample import Sampled
from intercept.raid.settings import enough_for
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.model.values import MAX_OBJECTS
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of

SHARE_MIN, SHARE_MAX = 1e-4, 1.0
# A mean below this many leakers is known well enough by this error, whatever share of it that is.
ENOUGH = 0.1


def saturation(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    *,
    threat_class: str | None = None,
    sizes: Sequence[int] | str | None = None,
    asked: int | None = None,
    lift: bool = True,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    until: float | None = None,
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
) -> Saturation:
    """Replicate a raid with more and more threats of a class, and say where the defence saturates and why.

    Method and limits: docs/how-to/saturation.md.

    Parameters
    ----------
    scenario
        The scenario, or the path of its file. The waves of the class keep their shares, times and routes; the other
        waves stay as they are.
    threat_class
        The class that changes; the only one of the raid unless given.
    sizes
        2 to 100 whole numbers of threats of the class, or text such as "50..3000", which stands for 12 from the one to
        the other; these unless given.
    asked
        A size within these that the words judge; 1,000 unless given, where that is within.
    lift
        Whether the curve is made without each limit in turn, too.
    replications, seed, scrambles, points, vectors
        As of `run`, of each size.
    until
        Begin with one geometry for each scramble, and double those of all sizes up to the largest whose mean does not
        yet have a standard error of at most this share of it (1e-4 to 1), or 0.1; until there is none, or a scramble
        has all the points that there are. It needs 8 scrambles or more. The curves without a limit rest on the first
        geometries alone.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.

    Returns
    -------
    Saturation
        Tables by size with standard errors and intervals, the knee, and `words`. After a Ctrl-C it counts the
        geometries that were finished, as many of each scramble.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, the raid has no waves of the class, the folder cannot be
        written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> found = ic.saturation("examples/notional-small.toml", threat_class="one_way_attack_drone", sizes=[20, 40, 80])
    """
    given = scenario_of("scenario", scenario)
    through = ASKED if asked is None else whole("asked", asked, 1, MAX_OBJECTS)
    name, wanted = class_of(given, threat_class), checked_sizes(sizes, through)
    judged = through if wanted[0] <= through <= wanted[-1] else None
    if judged is None and asked is not None:
        raise refused("asked", asked, f"within the sizes, {wanted[0]:,} to {wanted[-1]:,}")
    counts = tuple(sorted({*wanted, *(() if judged is None else (judged,))}))
    how = Work.of(
        given,
        Numbers(replications, seed, scrambles, points, vectors),
        Means(threads, client, work, resume, on_progress),
    )
    if until is not None:
        until = number("until", until, SHARE_MIN, SHARE_MAX)
        enough_for("until", until, how.settings.scrambles)
    raid = how.settings.job(prepare(resized(given, {(name,): counts[-1]})))
    by_group = tuple((count,) for count in counts)
    limits = LIMITS if flag("lift", lift) else ()
    job = Sizes(raid if until is None else from_one_point(raid), ((name,),), by_group, limits)
    index = raid.threat_classes.index(name)
    drawn = draw(job, how, None if until is None else _further(index, until))
    curve, causes, lifted = _tables(drawn, name, counts, limits)
    knee, low, high = knee_with_ends(curve, next_shares(drawn.cases[: len(counts)], index, counts))
    return Saturation(
        made=made_of((given.name,), (given.hash(),), drawn, until),
        threat_class=name,
        sizes=counts,
        curve=curve,
        causes=causes,
        lifted=lifted,
        knee=knee,
        knee_low=low,
        knee_high=high,
        asked=judged,
    )


def _further(index: int, share: float) -> Further[Sizes]:
    """Return what doubles the geometries of the sizes up to the largest that is not known to a share of its mean.

    Small sizes, which are known last, cost little: what larger ones have besides is then not flown.
    """

    def further(job: Sizes, drawn: Drawn) -> Sizes | None:
        unknown = [k for k in range(len(job.counts)) if not _known(drawn.cases[k], index, share)]
        return job.first(unknown[-1] + 1).doubled() if unknown else None

    return further


def _known(found: Sampled, index: int, share: float) -> bool:
    mean, error, *_ = mean_of(by_scramble(of_class(found, index)))
    return error <= max(share * mean, ENOUGH)


def _tables(drawn: Drawn, name: str, sizes: Sequence[int], limits: Sequence[str]) -> tuple[Table, Table, Table]:
    base, rest = drawn.cases[: len(sizes)], drawn.cases[len(sizes) :]
    index = base[0].threat_classes.index(name)
    free = {limit: rest[k * len(sizes) : (k + 1) * len(sizes)] for k, limit in enumerate(limits)}
    return curve_table(base, index, sizes), cause_table(base, index, sizes), lifted_table(base, free, index, sizes)
