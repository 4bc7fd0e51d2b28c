"""`intercept claim`: what a claimed result says, what must be true for it, and what is known that bears on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.cli import output
from intercept.cli.completion import claimed_kinds
from intercept.cli.long_work import waiting
from intercept.cli.quantities import named
from intercept.cli.record_options import RecordOrReportsPath

if TYPE_CHECKING:
    from intercept.claim.claim_check import ClaimCheck

_NUMBER = 'A whole number, or text such as 60-69, "some 750" or "over 60".'
# What a value of an option by kind looks like.
_OF, _IMPACTS, _OBSERVED = "hypersonic=5", "targets=12", "ballistic=0/29"


def register(app: typer.Typer) -> None:
    """Add `claim` to the command line."""
    app.command("claim")(claim)


def claim(  # noqa: PLR0913 - one option each
    *,
    claim: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="The claim in words; or give it by the options below.")
    ] = None,
    drones: Annotated[str | None, typer.Option(help=f"Drones launched. {_NUMBER}")] = None,
    missiles: Annotated[str | None, typer.Option(help=f"Missiles launched. {_NUMBER}")] = None,
    rate: Annotated[str | None, typer.Option(help="Claimed share that did not hit, as 0.95 or 95%.")] = None,
    down: Annotated[str | None, typer.Option(help="Claimed number that did not hit.")] = None,
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of", metavar="KIND=NUMBER", help=f"How many of a kind, as {_OF}.", autocompletion=claimed_kinds
        ),
    ] = None,
    impacts: Annotated[
        list[str] | None,
        typer.Option(
            "--impacts",
            metavar="KIND=NUMBER",
            help=f"Impacts counted by others, as {_IMPACTS}.",
            autocompletion=claimed_kinds,
        ),
    ] = None,
    observed: Annotated[
        list[str] | None,
        typer.Option(
            "--observed",
            metavar="KIND=K/N",
            help=f"Interceptions observed, as {_OBSERVED}.",
            autocompletion=claimed_kinds,
        ),
    ] = None,
    record: RecordOrReportsPath = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The date on which the night ended, YYYY-MM-DD.")
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="FILE", help="A scenario to run and hold the claim against.")
    ] = None,
    threads: output.Threads = 0,
    nearest: Annotated[int, typer.Option(help="How many recorded nights of a like size to list.")] = 5,
    reviewer: Annotated[
        str | None, typer.Option(help="Your name as the reviewer, for the ClaimReview in .json and .html.")
    ] = None,
    out: output.Page = None,
    as_json: output.AsJson = False,
) -> None:
    """Say what a claim allows, what must be true for it, and what impacts, the record and a scenario say of it."""
    from intercept.claim.check import check_claim  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.cli.claim_shown import show  # noqa: PLC0415

    if out is not None:
        output.check_page(out)
    with waiting("checking the claim"):
        checked = check_claim(
            claim,
            drones=drones,
            missiles=missiles,
            rate=rate,
            down=down,
            of=named("--of", of, _OF),
            # Text that is no number is refused there, by its name.
            impacts={kind: _whole(number) for kind, number in named("--impacts", impacts, _IMPACTS).items()},  # type: ignore[misc]
            observed=named("--observed", observed, _OBSERVED),
            record=record or None,
            date=date,
            scenario=scenario,
            threads=threads,
            nearest=nearest,
        )
    if out is not None:
        output.write_page(_page(checked, out, reviewer), out)
    elif as_json:
        output.say_json({**checked.to_dict(), "claim_review": checked.claim_review(reviewer)})
    else:
        show(checked, record_given=bool(record))


def _page(checked: ClaimCheck, out: Path, reviewer: str | None) -> str:
    from intercept.report.pages import claim as page  # noqa: PLC0415 - heavy imports wait until the command runs

    made = {
        ".json": lambda: checked.to_json(reviewer) + "\n",
        ".md": lambda: page.markdown(checked),
        ".html": lambda: page.render(checked, reviewer),
    }
    return made[out.suffix.lower()]()


def _whole(text: str) -> int | str:
    """Return a whole number, else the text for the check to refuse by name."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text
