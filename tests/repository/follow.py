"""How far a reader must follow a scenario through `ic.run`: files entered, and returns to a file entered before.

The run is traced. A step is a call of a function of the package that is given a `Scenario`, or what `prepare` made of
it (`Prepared`), as an argument; the steps of one file that follow one another count as one. A return is a step into a
file that was entered before. The second line counts steps of functions that are given any part of the scenario: a
table of the file, or a class defined in the package's folder `scenario`. The work of pydantic and of the file's own
checks is left out of it. Run it with the folder of any version of the package to compare:

    python tests/repository/follow.py [folder that holds intercept/]
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "examples" / "notional-small.toml"
SAMPLES = 8
WHOLE = ("Scenario", "Prepared")

# File and function of a call, and whether it was given a whole scenario.
Step = tuple[str, str, bool]


def arguments(frame: FrameType) -> list[type]:
    """Return the types of a call's arguments, and of the first item of those that are lists or tuples."""
    code = frame.f_code
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    values = [frame.f_locals.get(name) for name in names]
    return [type(value[0] if isinstance(value, list | tuple) and value else value) for value in values]


def steps(package: Path) -> list[Step]:
    """Return the calls of a run of `SAMPLES` geometry samples that are given a scenario or a part of one, in order."""
    import intercept as ic  # noqa: PLC0415 - of the folder that was asked for

    scenario = ic.Scenario.from_file(SCENARIO)
    found = []

    def trace(frame: FrameType, event: str, _: object) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and file.is_relative_to(package):
            kinds = arguments(frame)
            whole = any(kind.__name__ in WHOLE for kind in kinds)
            part = any(kind.__module__.startswith("intercept.scenario.") for kind in kinds)
            relative = file.relative_to(package).as_posix()
            if whole or (part and not relative.startswith("scenario/model")):
                found.append((relative, frame.f_code.co_name, whole))

    before = sys.getprofile()
    sys.setprofile(trace)
    try:
        ic.run(scenario, replications=SAMPLES, scrambles=2, points=1)
    finally:
        sys.setprofile(before)
    return found


def entered(files: list[str]) -> tuple[list[str], int]:
    """Return the files in the order they are first entered, and how often one is entered again from another."""
    order: list[str] = []
    returns, last = 0, None
    for file in files:
        if file == last:
            continue
        returns += file in order
        if file not in order:
            order.append(file)
        last = file
    return order, returns


def main() -> None:
    """Print the way of a scenario in words."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "python").resolve()
    sys.path.insert(0, str(folder))
    taken = steps(folder / "intercept")
    whole = [file for file, _, given in taken if given]
    order, returns = entered(whole)
    expanded = sum(function == "expand" for _, function, _ in taken)
    print(f"the whole scenario: files {len(order)}, returns {returns}, calls {len(whole)}, of `expand` {expanded}")  # noqa: T201
    for file in order:
        print(f"  {file}: {', '.join(dict.fromkeys(f for name, f, given in taken if given and name == file))}")  # noqa: T201
    order, returns = entered([file for file, _, _ in taken])
    print(f"any part of it: files {len(order)}, returns {returns}, calls {len(taken)}")  # noqa: T201


if __name__ == "__main__":
    main()
