"""The figures of the documentation are those that the code draws now."""

import re
import runpy
from pathlib import Path

import pytest
from tree import ROOT

SCRIPTS = sorted((ROOT / "examples/figures").glob("*.py"))
NUMBER = re.compile(r"(?<![#\w])-?\d+(?:\.\d+)?")
# Two pixels' tenths: what the last bits of another machine's mathematics may move.
SAME_PIXELS = 0.2
# This one shows errors down to rounding, which differ with the width of the processor's lanes: half a power of ten.
OF_ROUNDING = {"integrator": 20.0}


def numbers_and_rest(svg):
    return [float(number) for number in NUMBER.findall(svg)], NUMBER.sub("0", svg)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_committed_figure_is_what_its_script_draws(script, monkeypatch):
    drawn = {}
    monkeypatch.setattr(Path, "write_text", lambda path, text, **_: drawn.update({path.name: text}))
    runpy.run_path(str(script), run_name="__main__")
    assert list(drawn) == [f"{script.stem}.svg"]
    committed = (ROOT / "docs/models/figures" / f"{script.stem}.svg").read_text(encoding="utf-8")
    again, rest = numbers_and_rest(drawn[f"{script.stem}.svg"])
    before, rest_before = numbers_and_rest(committed)
    assert rest == rest_before, f"run {script.relative_to(ROOT)}"
    assert again == pytest.approx(before, abs=OF_ROUNDING.get(script.stem, SAME_PIXELS)), (
        f"run {script.relative_to(ROOT)}"
    )
    assert len(committed) < 60_000


def test_every_figure_has_a_script_and_a_page():
    names = {path.stem for path in (ROOT / "docs/models/figures").glob("*.svg")}
    assert names == {path.stem for path in SCRIPTS}
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/models").glob("*.md"))
    assert not sorted(name for name in names if f"(figures/{name}.svg)" not in pages)
