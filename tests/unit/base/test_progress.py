"""The bar of long calls: what it says of how fast the work goes, and how long it will take."""

import io

from rich.console import Console
from rich.progress import Progress

from intercept.base.progress import columns


def shown(done, seconds):
    """What a bar says when so many of 40 are done after some seconds."""
    now = [0.0]
    out = io.StringIO()
    bars = Progress(*columns(), console=Console(file=out, width=100), get_time=lambda: now[0], auto_refresh=False)
    task = bars.add_task("geometries", total=40)
    for step in range(1, done + 1):
        now[0] = step * seconds / done
        bars.update(task, completed=step)
    bars.console.print(bars.get_renderable())
    return out.getvalue()


def test_it_shows_how_much_is_done_how_fast_and_the_time_left():
    text = shown(10, 5.0)
    assert "geometries" in text
    assert "10/40" in text
    # 10 in 5 s: 2 a second, the first of them from the start on; 30 to come.
    assert "2/s" in text
    assert "0:00:15" in text


def test_it_claims_no_rate_before_there_is_one():
    text = shown(0, 0.0)
    assert "0/40" in text
    assert "/s" not in text
