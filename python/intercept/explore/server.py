"""The explorer on this machine: a server that only this machine reaches, and that answers only who has its address."""

from __future__ import annotations

import contextlib
import secrets
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intercept.base.arguments import flag, whole
from intercept.base.extras import require
from intercept.errors import InterceptError, InvalidParameterError
from intercept.explore.answers import Explorer
from intercept.explore.newest import Newest
from intercept.explore.page import application
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.read import scenario_of

HOST, PORT = "127.0.0.1", 8765
# Of what a browser may do with the page: nothing from outside, and its address is told to nobody.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data: blob:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(eq=False)
class Served:
    """A page that is ready to be served.

    Attributes
    ----------
    explorer
        What answers it.
    port
        Of this machine.
    token
        What an address must hold: nobody without it is answered.
    app
        The WSGI application.
    """

    explorer: Explorer
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    newest: Newest = field(default_factory=Newest)
    app: Any = None

    def __post_init__(self) -> None:
        # What is missing is told before anything is made of it.
        require("dash", "explore")
        flask = require("flask", "explore")
        self.app = flask.Flask("intercept.explore", static_folder=None)
        self.app.before_request(lambda: self._refused(flask))
        self.app.after_request(_with_headers)
        self.app.add_url_rule(f"/{self.token}/scenario.toml", "saved", lambda: self._saved(flask))
        application(self.explorer, self.newest, self.app, f"/{self.token}/")

    def address(self, state: str = "") -> str:
        """Return the address of the page that shows a state."""
        return f"http://{HOST}:{self.port}/{self.token}/" + (f"?{state}" if state else "")

    def _refused(self, flask: Any) -> Any:  # noqa: ANN401 - dash and what it brings are extras
        """Refuse whoever does not have the token, or comes by another name than this machine's."""
        request = flask.request
        given = request.path.split("/")[1]
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return "Refused: the address must hold the token that intercept explore printed.\n", 403
        if request.host not in {f"{HOST}:{self.port}", f"localhost:{self.port}"}:
            return "Refused: this page is for this machine alone.\n", 403
        return None

    def _saved(self, flask: Any) -> Any:  # noqa: ANN401
        """Return the file of the scenario that an address shows."""
        try:
            state = self.explorer.state(flask.request.query_string.decode("ascii", "replace"))
            text = state.saved(self.explorer.base, self.explorer.sliders)
        except InterceptError as error:
            return flask.Response(f"{error}\n", 400, mimetype="text/plain")
        named = {"Content-Disposition": 'attachment; filename="explored.toml"'}
        return flask.Response(text, mimetype="application/toml", headers=named)


def _with_headers(response: Any) -> Any:  # noqa: ANN401
    response.headers.update(HEADERS)
    return response


def explore(
    scenario: Scenario | str | Path,
    *,
    port: int = PORT,
    browser: bool = True,
    state: str = "",
    threads: int = 0,
    on_ready: Callable[[str], None] = print,
) -> None:
    """Serve a page on this machine whose sliders run a scenario's raid again; it comes back after a Ctrl-C.

    Parameters
    ----------
    scenario
        A scenario with a raid, or the path of a scenario file. Its `run` settings say how it is replicated.
    port
        Of this machine alone, 1 to 65,535; 0 for any that is free.
    browser
        Whether the page is opened in the browser.
    state
        Where the sliders stand at first: what follows the question mark in the address of another page of the scenario.
    threads
        Worker threads, 0 for all cores. The numbers are the same for any number.
    on_ready
        Called with the address of the page when it can be opened.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes, or the scenario has no raid.
    InvalidParameterError
        A setting is out of range, the port is taken, or the state is not one of the scenario's sliders.
    MissingExtraError
        The extra `explore` is missing.
    """
    require("dash", "explore")
    serving, opens = require("werkzeug.serving", "explore"), flag("browser", browser)
    explorer = Explorer(scenario_of("scenario", scenario), threads)
    shown = explorer.state(state).address(explorer.sliders)
    with contextlib.closing(_listening(whole("port", port, 0, 65_535))) as listener:
        served = Served(explorer, listener.getsockname()[1])

        class Handler(serving.WSGIRequestHandler):  # type: ignore[misc, name-defined]  # of an extra
            # A browser asks again and again: on a connection that stays.
            protocol_version = "HTTP/1.1"

            def log(self, *_: object) -> None:
                """Say nothing of single requests."""

        server = serving.make_server(
            HOST, served.port, served.app, threaded=True, request_handler=Handler, fd=listener.fileno()
        )
        on_ready(served.address(shown))
        if opens:
            webbrowser.open(served.address(shown))
        try:
            server.serve_forever()
        finally:
            # Whatever is being answered is given up, and with it all work.
            served.newest.closed.set()
            server.server_close()


def _listening(port: int) -> socket.socket:
    """Return a socket that listens on a port of this machine alone."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise InvalidParameterError(
            f"port = {port} is not allowed: {(error.strerror or str(error)).lower()}, perhaps by another explorer; name"
            " another one, or 0 for any that is free"
        ) from error
    return listener
