"""What the commands that ask a question share: how an answer is printed, drawn and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.base import terminal
from intercept.cli.long_work import INTERRUPTED, with_progress
from intercept.cli.output import AsJson, Plot, check_files, report_written, say_json
from intercept.cli.run_options import How, chosen, with_options

if TYPE_CHECKING:
    from intercept.analysis.answer import Answer

Folder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write the tables, the answer and its page here.")
]
OPTIONS: dict[str, tuple[Any, Any]] = {"out": (Folder, None), "plot": (Plot, None), "as_json": (AsJson, False)}


@dataclass(frozen=True)
class Asked:
    """How a question is asked, and what becomes of its answer, as the options say it.

    Attributes
    ----------
    how
        How the raid is replicated.
    out, plot, as_json
        Where the answer is written and drawn, and whether it is printed as JSON.
    """

    how: How
    out: Path | None
    plot: Path | None
    as_json: bool

    def answer(self, kind: type[Answer], question: Callable[..., Answer], *of: object, **settings: object) -> None:
        """Ask a question under a progress bar; print, draw and write the answer, which is of the kind given."""
        from intercept.base.files import size_of  # noqa: PLC0415 - heavy imports wait until the command runs
        from intercept.report.folder import check_folder  # noqa: PLC0415
        from intercept.report.terminal import print_answer  # noqa: PLC0415
        from intercept.report.write import check_extras, write  # noqa: PLC0415

        drawn = self.how.settings()
        check_files(None, self.plot)
        if self.out is not None:
            check_folder("--out", self.out, kind)
            check_extras()
        try:
            with self.how.executing() as doing:
                found = with_progress(
                    lambda on_progress: question(*of, **settings, **drawn, **doing, on_progress=on_progress)
                )
        except KeyboardInterrupt:
            terminal.warn("Interrupted before each scramble had a geometry: nothing was written.")
            raise typer.Exit(INTERRUPTED) from None
        # Files first: an answer does not hang on whether it can be printed.
        if self.plot is not None:
            from intercept.report.plot import plot as draw  # noqa: PLC0415

            draw(found, self.plot)
        files = [] if self.out is None else write(found, self.out)
        if self.as_json:
            say_json(found.to_dict())
        else:
            print_answer(found)
        report_written(self.plot)
        if self.out is not None:
            page = next(path for path in files if path.suffix == ".html")
            size_mb = size_of("path", page) / 1e6
            terminal.note(f"Answer: {page} ({size_mb:.1f} MB); {len(files)} files written to {self.out}")
        if found.made.interrupted:
            raise typer.Exit(INTERRUPTED)


def asked(**instead: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:  # noqa: ANN401 - any annotation
    """Return a decorator that gives a command the options of a question, which it takes together as `ask`.

    Parameters
    ----------
    instead
        By the name of an option of replications, how it is annotated in this command; None for one that it lacks.
    """
    how = chosen(instead)

    def together(values: dict[str, Any]) -> Asked:
        return Asked(How({name: values[name] for name in how}), **{name: values[name] for name in OPTIONS})

    return with_options("ask", {**OPTIONS, **how}, together)
