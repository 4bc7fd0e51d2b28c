"""docs/performance.md shows the newest record of benches/results, as benches/show.py prints it."""

import json
import sys

from tree import ROOT, read

sys.path.insert(0, str(ROOT / "benches"))
import show

PAGE = "docs/performance.md"


def test_the_page_shows_the_newest_record():
    shown = read(PAGE).split("<!-- figures -->")[1].split("<!-- end of figures -->")[0]
    assert shown.strip() == show.page(show.newest()).strip(), "put the output of `python benches/show.py` into the page"


def measured(kept):
    """Fail unless it says when, where and with which versions it was measured."""
    assert {"intercept", "python", "numpy", "rustc"} <= set(kept["versions"])
    assert {"processor", "cores", "vector_bits"} <= set(kept["machine"])
    assert kept["date"]
    assert kept["figures"]
    assert all(figure["accuracy"] for figure in kept["figures"])


def test_every_record_says_where_it_was_measured_and_how_accurate_each_figure_is():
    for path in show.RESULTS.glob("[0-9]*.json"):
        kept = json.loads(path.read_text(encoding="utf-8"))
        measured(kept)
        assert all(figure["least_s"] > 0.0 for figure in kept["figures"])


def test_every_run_of_peers_says_so_too_and_times_as_fast_are_those_of_its_figures():
    for run in json.loads((show.RESULTS / "peers.json").read_text(encoding="utf-8")):
        measured(run)
        for peer in run["figures"]:
            rate = peer["unit"].endswith("/s")
            ratio = peer["ours"] / peer["theirs"] if rate else peer["theirs"] / peer["ours"]
            assert abs(ratio / peer["times"] - 1.0) < 0.01, peer["what"]
