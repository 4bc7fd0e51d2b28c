"""How far a reader must follow a scenario through `ic.run`: files entered, and returns to a file entered before.

The run is traced. A step is a call of a function of the package that is given a `Scenario`, or what `prepare` made of
it (`Prepared`), as an argument; the steps of one file that follow one another count as one. A return is a step into a
file that was entered before. Run it with the folder of any version of the package to compare:

    python tests/repository/follow.py [folder that holds intercept/]
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "examples" / "notional-small.toml"
SAMPLES = 8
KINDS = ("Scenario", "Prepared")


def holds_scenario(frame: FrameType) -> bool:
    """Tell whether a function was called with a scenario or a prepared one."""
    code = frame.f_code
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return any(type(frame.f_locals.get(name)).__name__ in KINDS for name in names)


def steps(package: Path) -> list[tuple[str, str]]:
    """Return file and function of each step of a run of `SAMPLES` geometry samples, in order."""
    import intercept as ic  # noqa: PLC0415 - of the folder that was asked for

    scenario = ic.Scenario.from_file(SCENARIO)
    found = []

    def trace(frame: FrameType, event: str, _: object) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and file.is_relative_to(package) and holds_scenario(frame):
            found.append((str(file.relative_to(package)), frame.f_code.co_name))

    sys.setprofile(trace)
    try:
        ic.run(scenario, replications=SAMPLES, geometry_samples=SAMPLES)
    finally:
        sys.setprofile(None)
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
    order, returns = entered([file for file, _ in taken])
    expanded = sum(function == "expand" for _, function in taken)
    print(f"files {len(order)}, returns {returns}, calls {len(taken)}, of `expand` {expanded}")  # noqa: T201
    for file in order:
        print(f"  {file}: {', '.join(dict.fromkeys(f for name, f in taken if name == file))}")  # noqa: T201


if __name__ == "__main__":
    main()
