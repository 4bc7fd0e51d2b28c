"""`check_claim`: what a claim says, what it allows, and what is known that bears on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - `date` is a parameter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from intercept.base.arguments import refused, whole
from intercept.base.arguments import threads as check_threads
from intercept.claim import authority, evidence, given, modelled, of_reports, recorded, scaled, sums
from intercept.claim.claim_check import ClaimCheck
from intercept.claim.evidence import Evidence
from intercept.claim.findings import Finding
from intercept.claim.of_record import before, totals_of
from intercept.claim.of_run import Counted, counted
from intercept.claim.quantities import MOST_OBJECTS
from intercept.claim.read import read_claim
from intercept.claim.reading import Reading
from intercept.claim.similar import similar_nights
from intercept.raid.made import Made
from intercept.raid.result import Result
from intercept.raid.run import run
from intercept.record.nights import Night
from intercept.record.record import Record, date_of
from intercept.record.reports.reader import counts_of
from intercept.record.reports.reports import Reports
from intercept.record.totals import Totals
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.read import file_name, scenario_of

NEAREST = 5


def check_claim(  # noqa: PLR0913 - a claim in words or by its numbers, and what is known
    claim: str | None = None,
    *,
    drones: int | str | None = None,
    missiles: int | str | None = None,
    of: Mapping[str, int | str] | None = None,
    rate: float | str | Decimal | Fraction | None = None,
    down: int | str | None = None,
    impacts: Mapping[str, int] | None = None,
    observed: Mapping[str, str | tuple[int, int]] | None = None,
    record: Record | Reports | str | Path | None = None,
    date: Date | str | None = None,
    scenario: Scenario | Result | str | Path | None = None,
    nearest: int = NEAREST,
    threads: int = 0,
) -> ClaimCheck:
    """Return what a claim says, what must be true for it, and what is known that bears on it.

    Method and limits: docs/how-to/claims.md.

    Parameters
    ----------
    claim
        A sentence, as `read_claim` takes it; left out (None), the claim is `rate` or `down` over the groups below.
    drones, missiles
        How many objects there were: a whole number from 0 to 1e9, or text such as "60-69", "some 750" or "over 60".
        Beside a sentence they fill in what it leaves out.
    of
        How many of other kinds there were, by kind: `hypersonic`, `ballistic`, `cruise`, or a class of the catalogue.
    rate
        The claimed share that did not hit: a number from 0 to 1 or a text such as "95%", rounded to its last digit (a
        whole per cent at the coarsest); a Fraction is exact.
    down
        The claimed number that did not hit, of `drones` and `missiles`.
    impacts
        Impacts counted by others, by kind (`targets` for any).
    observed
        Interceptions observed by others, by kind: (k, n) or "k/n", at most 10,000.
    record
        The public record of nights, as `read_record` returns it, or the path of its file; or an authority's reports, as
        `read_reports` returns them, or the path of their file (.toml), whose own figures alone the claim is then held
        against.
    date
        The date on which the night of the claim ended, as YYYY-MM-DD; left out, the one in the sentence if there is
        one. It needs a record; nights from that date on are then not used as precedents. Where the record has no night
        of it, the check says so, and how far the record goes.
    scenario
        A scenario or the path of its file, which is run with its own settings, scaled to the numbers that the claim
        says; or the result of a run, which is taken as it stands.
    nearest
        How many recorded nights of a like size, before the date if there is one, are listed.
    threads
        Worker threads of the run, 0 for all cores; the result is the same for any number.

    Raises
    ------
    ScenarioError
        The scenario cannot be read, or holds mistakes.
    InvalidParameterError
        Something is not as above, or the numbers contradict each other (549 of 495; parts above the whole).

    Examples
    --------
    >>> check = check_claim("95 % of 750 drones and 60 missiles were intercepted", of={"hypersonic": 5})
    >>> check.arithmetic[0].exact.high, check.arithmetic[0].stated.low, check.arithmetic[0].stated.high
    (40, 37, 44)
    >>> check.verdict.grade
    'possible'
    """
    groups = given.groups_of(drones, missiles, of)
    known = evidence.evidence_of(impacts, observed)
    if record is not None:
        record = counts_of("record", record)
    number = whole("nearest", nearest, 0, MOST_OBJECTS)
    if claim is None:
        reading = given.reading_of(groups, rate, down)
    else:
        for name, value in (("rate", rate), ("down", down)):
            if value is not None:
                raise refused(name, value, "left out beside a sentence, which says it")
        reading = given.joined(read_claim(claim), groups)
    day = _day(date, reading, record)
    made, told, scenario_sha256 = _run(scenario, threads, reading)
    # A month has no night or raid like it.
    nightly = record if isinstance(record, Record) and (day is not None or not reading.of_many) else None
    found = [*sums.findings(reading), *evidence.findings(reading, known)]
    found += _recorded(reading, record, nightly, day) + modelled.findings(reading, made, told)
    nights = () if nightly is None else similar_nights(nightly.nights, reading.groups, before=day, nearest=number)
    asked = _asked(claim, {"drones": drones, "missiles": missiles, "rate": rate, "down": down}, of, known)
    if date is not None:
        asked += (("--date", str(day)),)
    if record is not None:
        asked += (("--record", _name_of(record)),) + (() if number == NEAREST else (("--nearest", str(number)),))
    if made is not None:
        asked += (("--scenario", file_name(scenario, made.scenario_name)),)
    return ClaimCheck(
        reading,
        tuple(found),
        known,
        nights,
        None if record is None else _sha256_of(record),
        asked,
        _precedents(reading, nightly, day),
        scenario_sha256,
        None if made is None else _modelled(reading, made),
        None if made is None else Made.by(made),
    )


def _name_of(record: Record | Reports) -> str:
    return record.file if isinstance(record, Reports) else record.file.path.name


def _sha256_of(record: Record | Reports) -> str | None:
    return record.sha256 or None if isinstance(record, Reports) else record.file.sha256


def _modelled(reading: Reading, made: Result) -> Counted | None:
    """Return the counts of a run over what the first statement is of; None where it has none of that."""
    if not reading.statements:
        return None
    found = counted(made, reading.statements[0].kinds, reading.statements[0].outcome)
    return found if found.launched and found.down.size else None


def _run(scenario: object, threads: int, reading: Reading) -> tuple[Result | None, scaled.Scaling, str | None]:
    """Return the result of a scenario, run now unless it is one, how its numbers stand to the claim's, and its hash."""
    workers = check_threads(threads)
    if scenario is None:
        return None, scaled.Scaling(), None
    if isinstance(scenario, Result):
        return scenario, scaled.beside(scenario, reading.groups), scenario.scenario_hash
    own = scenario_of("scenario", scenario)
    wanted, told = scaled.to_claim(own, reading.groups)
    return run(wanted, threads=workers), told, own.hash()


def _recorded(
    reading: Reading, record: Record | Reports | None, nightly: Record | None, day: Date | None
) -> list[Finding]:
    """Return what a record or reports say; beside the claim alone where it is of another authority."""
    if isinstance(record, Reports):
        found = of_reports.findings(reading, record, day)
    else:
        found = recorded.findings(reading, record, day) + _predicted(reading, nightly, day)
    if record is None or not authority.is_other(reading.claimant, record.authority):
        return found
    return list(authority.beside(found, reading.claimant, record.authority))


def _predicted(reading: Reading, record: Record | None, day: Date | None) -> list[Finding]:
    """Return where the claim lies in the model of claimed rates."""
    if record is None:
        return []
    from intercept.claim import predicted  # noqa: PLC0415 - scipy takes its time

    return predicted.findings(reading, record, day)


def _precedents(reading: Reading, record: Record | None, day: Date | None) -> tuple[tuple[Night, Totals], ...]:
    """Return raids before a day with their counts over what the first statement, else the first group, is of."""
    if record is None:
        return ()
    names = reading.statements[0].kinds if reading.statements else reading.groups[0].kinds
    return tuple((night, totals_of(night, names)) for night in before(record, day))


def _day(given: Date | str | None, reading: Reading, record: Record | Reports | None) -> Date | None:
    """Return the date that was given, else the one in the sentence."""
    if given is None:
        return reading.date
    day = date_of("date", given)
    if reading.date not in {None, day}:
        raise refused("date", given, f"{reading.date}, as the claim says, or left out")
    if record is None:
        raise refused("date", given, "given with a record")
    return day


def _asked(
    claim: str | None, single: Mapping[str, object], of: Mapping[str, int | str] | None, known: Evidence
) -> tuple[tuple[str, str], ...]:
    """Return what was given as options of the command line; a sentence is the argument, without an option."""
    found = [] if claim is None else [(claim, "")]
    found += [(f"--{name}", str(value)) for name, value in single.items() if value is not None]
    found += [("--of", f"{kind}={value}") for kind, value in (of or {}).items()]
    found += [("--impacts", f"{kind}={seen}") for kind, seen in known.seen]
    found += [("--observed", f"{kind}={k}/{n}") for kind, k, n in known.observed]
    return tuple(found)
