"""`methods`: the methods section of a paper on a run, in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from intercept.analysis.sweep_result import Sweep
from intercept.raid.result import Result
from intercept.report.paper import data, experiment, model, statistics
from intercept.report.paper.basis import Basis
from intercept.report.paper.references import numbered
from intercept.scenario.model.scenario import Scenario

Part = Callable[[Basis], list[str]]
SECTIONS: tuple[tuple[str, tuple[Part, ...]], ...] = (
    ("Experiment", (experiment.theatre, experiment.raid, experiment.defence)),
    ("Flight", (model.flight,)),
    ("Sensing", (model.sensing,)),
    ("Engagement", (model.engagement,)),
    ("The simulated raid", (model.raid,)),
    ("What is not known, and luck", (statistics.unknown_and_luck,)),
    ("Sampling, errors and intervals", (statistics.sampling, statistics.errors)),
    ("Data", (data.values, data.own, data.files, data.claims)),
)


def methods(what: Scenario | Result | Sweep | str | Path, *, folder: str | Path | None = None) -> str:
    """Return the methods section of a paper on a run, in Markdown.

    Every number in it comes from the scenario, the settings and the classes; nothing of the result is in it.

    How to use it: docs/how-to/methods.md.

    Parameters
    ----------
    what
        A scenario, the path of a scenario file or of the `manifest.json` of a run, or a result of `run` or `sweep`.
    folder
        Where the files lie that the scenario names, unless they lie with the scenario file or the manifest.

    Raises
    ------
    ScenarioError
        The scenario cannot be read, has no raid, or a file that it names is missing or another one.
    InvalidParameterError
        It is something else, or the manifest is damaged or foreign.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.methods("examples/notional-small.toml").splitlines()[0]
    '# Methods'
    """
    basis = Basis.of(what, folder)
    parts = []
    for title, makers in SECTIONS:
        paragraphs = [paragraph for maker in makers for paragraph in maker(basis)]
        parts.append("\n\n".join([f"## {title}", *paragraphs]))
    parts.append("\n\n".join(["## Limits", *_limits(basis)]))
    parts.append("\n\n".join(["## Software", *_software(basis)]))
    text, works = numbered("\n\n".join(["# Methods", *parts]))
    return f"{text}\n\n## References\n\n{works}\n"


def _limits(basis: Basis) -> list[str]:
    """Return what the model does not contain: the same for every run but for ground and wind."""
    around = basis.prepared.surroundings
    lacking = ["terrain"] * (around.terrain is None) + ["weather" if around.wind is None else "weather other than wind"]
    return [
        (
            f"The model contains no {' and no '.join(lacking)}, no real place or battery, no weapon effects, no"
            " consequences of leakers, no judgement of crews, and no force that adapts during the night. Each round"
            f" has a kill probability of its class, {basis.kills_depend_on}. Tracks are never false, and units"
            " do not hinder each other, which makes the defence look better than a real one; it does not move, save"
            " rounds beyond the stated rules, or learn."
        ),
        (
            "Intervals contain sampling errors, luck and the stated ignorance. They do not contain errors of the"
            " models, other theatres, other tactics than the stated ones, or wrong priors, and they are not"
            " confidence intervals of the true rate of any night. The result answers what follows from the stated"
            " assumptions; it is not an estimate of what happened or would happen."
        ),
    ]


def _software(basis: Basis) -> list[str]:
    versions, recipe = basis.versions, basis.recipe
    done = "was made" if basis.made else "is to be made"
    told = (
        f"The run {done} with intercept {versions['intercept_version']}, numpy {versions['numpy_version']} and Python"
        f" {versions['python_version']} on {versions['machine']}, with the seed {recipe.seed}. The scenario has the"
        f" SHA-256 `{recipe.scenario_sha256}`."
    )
    again = (
        " `intercept reproduce manifest.json` makes it again from the manifest of the run and compares every table."
        if basis.made
        else ""
    )
    return [told + again]
