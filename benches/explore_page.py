"""How long from a key press on a slider to the redrawn figure, in headless Chromium: a small raid, a recorded night.

    python benches/explore_page.py [SCENARIO ...]

For each slider: the median, least and greatest time until what leaks is drawn anew, and the curve; and until both are
those of the whole run, with the processor time that the server has spent by then.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

EXAMPLES = Path(__file__).parents[1] / "examples"
CHROMIUM = "/usr/bin/chromium"
SLIDERS = (
    *("kill-short_range_sam", "rounds-interceptor_drone", "channels-medium_range_sam"),
    *("loads-mobile_fire_group", "units_up-short_range_sam", "sensors_up-surveillance_radar"),
    "raid-one_way_attack_drone",
)
PRESSES, WHOLES = 12, 1
# As a key that is held down repeats, and longer than a figure takes to be drawn.
PAUSE_MS = 150
TOGETHER_MS = 30
WAIT_MS = 300_000
# A figure is on the screen with the frame after the one in which it is drawn.
WATCH = """() => {
  window.seen = [];
  document.addEventListener("keydown", () => { window.pressed = performance.now(); window.seen = []; }, true);
  for (const name of ["leaks", "curve"]) {
    document.querySelector(`#${name} .js-plotly-plot`).on("plotly_afterplot", () =>
      requestAnimationFrame(() => window.seen.push([name, performance.now() - window.pressed])));
  }
}"""
WHOLE = """() => ["status", "caption"].every(name => document.getElementById(name)?.textContent.startsWith("Full"))"""


@contextlib.contextmanager
def served(scenario: Path) -> Iterator[tuple[str, int]]:
    """Yield the address of a scenario's page, and the process that serves it."""
    command = [sys.executable, "-c", "from intercept.cli import main; main()", "explore"]
    command += [str(scenario), "--no-browser", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as going:  # noqa: S603 - this package
        assert going.stdout is not None
        yield going.stdout.readline().strip(), going.pid
        going.terminate()


def processor_s(process: int) -> float:
    """Return the processor time that a process has spent (s)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(page: Page, process: int, slider: str) -> tuple[list[float], ...]:
    """Return the times (ms) to the first figures and to the whole ones, and the processor time (ms) of the latter.

    Keys are pressed while the whole run of the press before is computed, as a user does; the last ones are waited for.
    """
    page.eval_on_selector(f"#{slider}", "each => { each.closest('details').open = true; each.focus(); }")
    first_leaks, first_curve, whole, spent = [], [], [], []
    for press in range(PRESSES):
        before = processor_s(process)
        page.keyboard.press("ArrowRight" if press % 2 == 0 or slider.startswith("raid") else "ArrowLeft")
        for name in ("leaks", "curve"):
            page.wait_for_function(f"() => window.seen.some(each => each[0] === '{name}')", timeout=WAIT_MS)
        page.wait_for_timeout(PAUSE_MS)
        if press >= PRESSES - WHOLES:
            page.wait_for_function(WHOLE, timeout=WAIT_MS)
            page.wait_for_timeout(PAUSE_MS)
            whole.append(page.evaluate("window.seen")[-1][1])
            spent.append(1e3 * (processor_s(process) - before))
        seen = page.evaluate("window.seen")
        first_leaks.append(next(ms for name, ms in seen if name == "leaks"))
        # The curve of the press before may still come; this one's is drawn together with what leaks.
        own = [ms for name, ms in seen if name == "curve" and ms > first_leaks[-1] - TOGETHER_MS]
        first_curve.append(own[0])
    return first_leaks, first_curve, whole, spent


def told(times: list[float]) -> str:
    """Return the median of times (ms) with the least and the greatest."""
    return f"{statistics.median(times):7.0f} ({min(times):.0f} to {max(times):.0f})"


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenarios", nargs="*", type=Path)
    asked = parser.parse_args().scenarios or [
        EXAMPLES / f"{name}.toml" for name in ("notional-small", "recorded-night")
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scenario in asked:
            with served(scenario) as (address, process):
                page, start = browser.new_page(viewport={"width": 1400, "height": 1000}), time.perf_counter()
                page.goto(address)
                page.wait_for_function("() => document.getElementById('status')?.textContent", timeout=WAIT_MS)
                first_s = time.perf_counter() - start
                page.wait_for_function(WHOLE, timeout=WAIT_MS)
                whole_s = time.perf_counter() - start
                sys.stdout.write(
                    f"{scenario.stem}: opened, first answer after {first_s:.1f} s, whole {whole_s:.1f} s\n"
                )
                sys.stdout.write(f"{'ms, of ' + str(PRESSES) + ' presses':32} leaks, first     curve, first")
                sys.stdout.write("     all, whole     processor time\n")
                page.evaluate(WATCH)
                for slider in SLIDERS:
                    columns = "  ".join(map(told, measured(page, process, slider)))
                    sys.stdout.write(f"{slider:32} {columns}\n")
                    sys.stdout.flush()
                page.close()


if __name__ == "__main__":
    main()
