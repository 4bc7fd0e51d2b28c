"""The server: whom it answers, what it saves, what it says of a port, and how it ends."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.explore import server
from intercept.explore.answers import Explorer
from intercept.explore.server import Served
from intercept.report.look import palette, words

FEW = {"run.scrambles": 2, "run.points": 1, "run.vectors": 2, "run.replications": 8}
SMALL = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml").with_values(FEW)
HERE = {"Host": "127.0.0.1:8765"}


@pytest.fixture(scope="module")
def served():
    made = Served(Explorer(SMALL, threads=1), 8765)
    yield made
    made.explorer.close()


def of(served, path="", host="127.0.0.1:8765", **more):
    return served.app.test_client().get(f"/{served.token}/{path}", headers={"Host": host}, **more)


def question(listed, store, asked):
    """Return what the page sends to ask something, given the listed callbacks."""
    entry = next(each for each in listed if [i["id"] for i in each["inputs"]] == [store])
    ids = [part.split(".") for part in entry["output"].strip(".").split("...")]
    return {
        "output": entry["output"],
        "outputs": [{"id": name.split("@")[0], "property": prop} for name, prop in ids],
        "inputs": [{"id": store, "property": "data", "value": asked}],
        "changedPropIds": [f"{store}.data"],
        "state": [],
    }


def ask(served, store, asked):
    """Ask what the page asks; return the answer's stores and properties by name."""
    body = question(of(served, "_dash-dependencies").get_json(), store, asked)
    client = served.app.test_client()
    done = client.post(f"/{served.token}/_dash-update-component", json=body, headers=HERE)
    return done.status_code, (done.get_json() or {}).get("response", {}) if done.status_code == 200 else {}


def asked(number, address="", page="one"):
    return {"page": page, "number": number, "address": address, "dark": False}


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/assets/page.css", "/scenario.toml", "//", "/wrong/"])
def test_who_has_no_token_is_refused(served, path):
    done = served.app.test_client().get(path, headers=HERE)
    assert done.status_code == 403
    assert served.token not in done.get_data(as_text=True)


@pytest.mark.parametrize("host", ["example.org", "example.org:8765", "127.0.0.1:1", "192.168.0.2:8765"])
def test_who_comes_by_another_name_is_refused(served, host):
    assert of(served, host=host).status_code == 403


def test_each_start_has_a_token_of_its_own():
    tokens = {Served(Explorer(SMALL, threads=1), 8765).token for _ in range(2)}
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)


def test_the_page_is_told_to_ask_nothing_from_outside(served):
    done = of(served)
    assert done.status_code == 200
    assert "default-src 'self'" in done.headers["Content-Security-Policy"]
    assert done.headers["Referrer-Policy"] == "no-referrer"
    page = done.get_data(as_text=True)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_the_page_says_what_its_numbers_rest_on_and_has_a_place_to_say_that_it_has_ended(served):
    layout = of(served, "_dash-layout").get_data(as_text=True)
    assert words.NOTIONAL in layout
    assert '"id":"ended"' in layout


def test_the_saved_file_is_that_of_the_address(served):
    done = of(served, "scenario.toml?kill.short_range_sam=0.3")
    assert done.headers["Content-Disposition"] == 'attachment; filename="explored.toml"'
    state = served.explorer.state("kill.short_range_sam=0.3")
    assert done.get_data(as_text=True) == state.saved(SMALL, served.explorer.sliders)


def test_a_bad_address_of_a_file_is_told(served):
    done = of(served, "scenario.toml?kill.short_range_sam=3")
    assert done.status_code == 400
    assert 'kill.short_range_sam = "3" is not allowed: must be a number from 0 to 1' in done.get_data(as_text=True)


def test_a_question_is_answered_first_then_wholly_then_with_its_curve(served):
    address = "raid.one_way_attack_drone=30"
    status, first = ask(served, "asked", asked(1, address))
    assert status == 200
    assert first["status"]["children"].startswith("A quick answer")
    assert first["words"]["children"].startswith("On average about ")
    assert first["answer"]["className"] == "answer quick"
    assert first["run"]["data"] == asked(1, address)
    assert "curve-of" not in first
    _, whole = ask(served, "run", asked(1, address))
    assert whole["status"]["children"].startswith("Full answer: 8 simulated nights over 2 draws of the routes")
    assert "about" not in whole["words"]["children"]
    assert whole["answer"]["className"] == "answer"
    _, curve = ask(served, "curve-of", asked(1, address))
    pale, full = (each["leaks"]["figure"]["data"][0]["marker"]["color"] for each in (first, whole))
    assert (pale, full) == (palette.faint(full, 0.4), "#0072b2")
    assert first["curve"]["figure"]["data"][0]["line"]["color"] == pale
    assert curve["curve"]["figure"]["data"][0]["line"]["color"] == full
    assert len(curve["curve"]["figure"]["data"][0]["x"]) == 8
    assert "leaks" not in curve
    assert json.dumps(curve)


def test_a_question_that_is_not_the_newest_of_its_page_is_not_answered(served):
    assert ask(served, "asked", asked(5, page="two"))[0] == 200
    assert ask(served, "asked", asked(4, page="two"))[0] == 204
    assert ask(served, "run", asked(4, page="two"))[0] == 204
    assert ask(served, "asked", asked(4, page="three"))[0] == 200


def test_a_state_that_cannot_be_run_says_why(served):
    _, said = ask(served, "asked", asked(1, "kill.none=1", page="four"))
    assert said["words"]["children"].startswith('This cannot be run: key = "kill.none" is not allowed')


def test_a_taken_port_is_told_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = intercept("explore", ROOT / "examples" / "notional-small.toml", "--no-browser", "--port", port)
    assert done.returncode == 2
    assert f"port = {port} is not allowed: address already in use" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--port", "x"), "--port"),
        (("--port", "70000"), "--port"),
        (("--state", "kill.none=1"), "kill.none"),
    ],
)
def test_mistakes_are_one_line_each(words, said):
    done = intercept("explore", ROOT / "examples" / "notional-small.toml", "--no-browser", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_its_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "dash", None)
    with pytest.raises(ic.MissingExtraError, match=r"the extra explore brings it, or pip install 'dash>=4\.0'"):
        server.explore(SMALL, port=0, browser=False)


@contextlib.contextmanager
def going(name, *words):
    """Yield a process that serves an example, and its address."""
    command = [sys.executable, "-c", "from intercept.cli import main; main()", "explore"]
    command += [str(ROOT / "examples" / f"{name}.toml"), "--no-browser", "--port", "0", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def ended(process, by):
    """Fail unless a signal ends a process, and it says so and no more."""
    process.send_signal(by)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 0
    assert said.splitlines() == [
        "Whoever has this address can read the page, on this machine alone. Ctrl-C ends it.",
        "Ended.",
    ]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_its_address_alone_and_ends_cleanly(end):
    with going("notional-small", "--state", "kill.radar_gun=1") as (process, address):
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/[\w-]{32,}/\?kill\.radar_gun=1", address)
        assert found, address
        with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 - of this machine
            assert page.status == 200
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"http://127.0.0.1:{found[1]}/", timeout=60)
        ended(process, end)


def test_it_ends_cleanly_while_it_computes():
    with going("recorded-night") as (process, address):
        with urllib.request.urlopen(f"{address}_dash-dependencies", timeout=60) as listed:  # noqa: S310
            body = json.dumps(question(json.load(listed), "asked", asked(1))).encode()
        where = f"{address}_dash-update-component"
        request = urllib.request.Request(where, body, {"Content-Type": "application/json"})  # noqa: S310
        with pytest.raises(TimeoutError):
            # The first answer of the night takes seconds: it has begun by then, and is not there yet.
            urllib.request.urlopen(request, timeout=0.3)  # noqa: S310
        ended(process, signal.SIGINT)
