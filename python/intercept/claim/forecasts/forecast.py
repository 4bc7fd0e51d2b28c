"""`forecast`: what to expect of a raid from the record, from a scenario and from rates, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - `date` is a parameter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from intercept.base.arguments import refused
from intercept.base.arguments import threads as check_threads
from intercept.claim.forecasts import from_rates, from_record, from_scenario
from intercept.claim.forecasts.asked import Asked, asked
from intercept.claim.forecasts.expected import Expected
from intercept.claim.forecasts.found import Forecast
from intercept.claim.forecasts.precedents import precedents
from intercept.errors import InvalidParameterError
from intercept.raid.geometry import OnProgress
from intercept.raid.work import Means, Numbers
from intercept.record.record import Record, date_of, record_of
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.read import file_name, scenario_of


def forecast(  # noqa: PLR0913 - the raid, what is known, and settings by keyword
    raid: str | None = None,
    *,
    of: Mapping[str, int | str] | None = None,
    rates: Mapping[str, float | str | Decimal | Fraction] | None = None,
    record: Record | str | Path | None = None,
    date: Date | str | None = None,
    until: Date | str | None = None,
    scenario: Scenario | str | Path | None = None,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
) -> Forecast:
    """Return what to expect of a raid: the headline, its interval, and where two ways of knowing disagree.

    Method and limits: docs/how-to/forecast.md.

    Parameters
    ----------
    raid
        What comes, in words as `read_claim` reads them: "1,000 drones and 60 missiles". A range counts as its middle.
    of
        How many of each kind: `drones`, `missiles`, `cruise`, `ballistic`, `hypersonic`, or a class of the catalogue;
        beside a sentence they say what lies inside its groups. At most 20,000 objects in all.
    rates
        The share that does not hit by kind: a number from 0 to 1, or text such as "87%", rounded to its last digit; the
        rate of the smallest kind that holds a part of the raid is that of the part.
    record
        The public record of nights, or the path of its file: what would be claimed.
    date
        The date on which the raid ends, as YYYY-MM-DD: the record is used to the day before. Left out, the one in the
        sentence, else the day after the record's last.
    until
        The first date of the record that is not used, for a raid weeks or months later.
    scenario
        A scenario or the path of its file. Its waves of the kinds asked for are scaled to the raid, with the same
        shares, times and routes; its other waves stay as they are, and are not counted.
    replications, seed, scrambles, points, vectors
        As of `run`, of the scenario at each size.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`, of the scenario.
    on_progress
        Called as `on_progress(stage, done, total)` while the scenario is replicated.

    Returns
    -------
    Forecast
        `answer` in sentences, `headlines` by source, and `expected`: of each source the distribution of how many
        objects did not hit, in all and by part, and the mean with 90 % of nights against the size of the raid.

    Raises
    ------
    RecordError
        The record has nothing of a kind to learn from.
    ScenarioError
        The scenario cannot be read, or holds mistakes.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        Something is not as above, the numbers contradict each other, neither rates, record nor scenario is given, the
        folder cannot be written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> found = forecast(of={"drones": 1000, "ballistic": 60}, rates={"drones": "87%", "ballistic": "30%"})
    >>> found.headlines["rates"]
    '888 of 1,000 drones and 60 ballistic missiles were neutralised: nearly 84 %'
    """
    wanted = asked(raid, of)
    means = Means(check_threads(threads), client, work, resume, on_progress)
    if rates is None and record is None and scenario is None:
        raise InvalidParameterError("rates, record or scenario must be given: a forecast needs one of them to rest on")
    if record is not None:
        record = record_of("record", record)
    day = _day(date, until, wanted, record)
    numbers = Numbers(replications, seed, scrambles, points, vectors)
    stated = {name: value for name, value in numbers._asdict().items() if value is not None and name != "sampling"}
    for name, value in {**stated, "client": client, "work": work}.items():
        if value is not None and scenario is None:
            raise refused(name, value, "given with a scenario")
    given = None if scenario is None else scenario_of("scenario", scenario)
    found: list[Expected] = []
    if rates is not None:
        found.append(from_rates.expected(wanted, rates))
    if record is not None:
        found.append(from_record.expected(wanted, record, day, until))
    if given is not None:
        found.append(from_scenario.expected(wanted, given, numbers, means))
    options = _options(raid, of, rates)
    options += [(f"--{name}", str(value)) for name, value in (("date", date), ("until", until)) if value is not None]
    options += [("--record", record.file.path.name)] if record is not None else []
    if given is not None:
        options += [("--scenario", file_name(scenario, given.name)), ("--seed", str(found[-1].numbers["seed"]))]
        options += [(f"--{name}", str(n)) for name, n in stated.items() if name != "seed"]
    return Forecast(
        raid=wanted,
        expected=tuple(found),
        asked=tuple(options),
        precedents=() if record is None else precedents(wanted, record, _known(day, until)),
        record_sha256=None if record is None else record.file.sha256,
    )


def _day(date: object, until: object, raid: Asked, record: Record | None) -> Date | None:
    """Return the date on which the raid ends, None where none is given."""
    for name, value in (("date", date), ("until", until)):
        if value is not None and record is None:
            raise refused(name, value, "given with a record")
    if date is None:
        return raid.day
    day = date_of("date", date)  # type: ignore[arg-type]  # checked there
    if raid.day not in {None, day}:
        raise refused("date", date, f"{raid.day}, as the sentence says, or left out")
    return day


def _known(day: Date | None, until: Date | str | None) -> Date | None:
    """Return the first date that is not known, None where everything is."""
    first = [date_of("until", until)] if until is not None else []
    return min([*first, *([] if day is None else [day])], default=None)


def _options(
    raid: str | None, of: Mapping[str, object] | None, rates: Mapping[str, object] | None
) -> list[tuple[str, str]]:
    """Return what comes, and its rates, as options of the command line."""
    found = [] if raid is None else [(raid, "")]
    found += [("--of", f"{kind}={number}") for kind, number in (of or {}).items()]
    return found + [("--rate", f"{kind}={rate}") for kind, rate in (rates or {}).items()]
