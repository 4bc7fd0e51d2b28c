"""What a shell offers for the value of an option or an argument: names where a set of them is closed, paths for paths.

For anything else, such as a number, it offers nothing: the scripts of the parser would offer files there.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import typer._completion_shared as parser  # the scripts have no public name
import typer.completion

from intercept.base.arguments import refused
from intercept.base.words import one_of

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import Kind

# How parameters are shown that take a path; beside them, one that takes a file or something else.
DIR, FILE = "DIR", "FILE"
PATHS = (DIR, FILE, "PATH", "SCENARIO", "MANIFEST", "TASKS", "REPORTS")
SCRIPT_OPTIONS = ("--show-completion", "--install-completion")
Completer = Callable[[str], list[str]]
BASH = """
%(complete_func)s() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" \\
                   COMP_CWORD=$COMP_CWORD \\
                   %(autocomplete_var)s=complete_bash $1 ) )
    if [[ -e ${COMPREPLY[0]/#\\~/$HOME} ]]; then compopt -o filenames 2>/dev/null; fi
    return 0
}

complete -F %(complete_func)s %(prog_name)s
"""
ZSH = """
#compdef %(prog_name)s

%(complete_func)s() {
  local found
  found=$(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" %(autocomplete_var)s=complete_zsh %(prog_name)s)
  [[ $found == _files ]] || eval $found
}

compdef %(complete_func)s %(prog_name)s
"""


def use_own_scripts() -> None:
    """Let `--show-completion` and `--install-completion` give scripts that offer files for paths alone."""
    parser._completion_scripts.update(bash=BASH, zsh=ZSH)  # noqa: SLF001 - as above
    of_parser = typer.completion._install_completion_placeholder_function  # noqa: SLF001 - as above
    of_parser.__defaults__ = tuple(_helped(each) for each in of_parser.__defaults__ or ())


def script_of_named_shell(parameters: Collection[Any], words: Sequence[str], context: Any) -> None:  # noqa: ANN401
    """Show or install the script of the shell that is named behind `--show-completion` or `--install-completion`.

    The parser's own options take no word: without one they are of the shell that runs them.
    """
    option, equals, shell = words[0].partition("=") if words else ("", "", "")
    if option not in SCRIPT_OPTIONS or context.resilient_parsing or not (equals or words[1:]):
        return
    shell = shell if equals else words[1]
    known = [each.value for each in parser.Shells]
    if shell not in known:
        raise refused(option, shell, one_of(shell, known))
    own = next(each for each in parameters if option in each.opts)
    own.callback(context, own, shell)


def _helped(option: Any) -> Any:  # noqa: ANN401 - of the parser
    does = "Install" if option.param_decls == ("--install-completion",) else "Show"
    option.help = f"{does} completion for the current shell, or for the one named behind it, such as zsh."
    return option


def values(*names: str) -> Completer:
    """Return what completes the beginning of one of some names."""
    return lambda incomplete: [name for name in names if name.startswith(incomplete)]


def classes(*kinds: Kind, ending: str = "") -> Completer:
    """Return what completes the beginning of the name of a class of some kinds, of all without a kind."""

    def completed(incomplete: str) -> list[str]:
        from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415 - heavy imports wait
        from intercept.catalogue.generic_class import KINDS  # noqa: PLC0415 - heavy imports wait

        catalogue = Catalogue.load()
        names = (f"{name}{ending}" for kind in kinds or KINDS for name in catalogue.of_kind(kind))
        return [name for name in names if name.startswith(incomplete)]

    return completed


def claimed_kinds(incomplete: str) -> list[str]:
    """Return the kinds of a claim that begin so, each with the sign that its number follows."""
    from intercept.claim.kinds import KINDS  # noqa: PLC0415 - heavy imports wait

    return [f"{name}=" for name in KINDS if name.startswith(incomplete)]


def cases(incomplete: str) -> list[str]:
    """Return the cases of the validation that begin so."""
    from intercept.validation import case_names  # noqa: PLC0415 - heavy imports wait

    return [name for name in case_names() if name.startswith(incomplete)]


def complete_paths(parameters: Collection[Any]) -> None:
    """Let those of a command's parameters that take a path offer files, or folders where a folder is asked for."""
    for each in parameters:
        shown = str(each.metavar)
        if shown.startswith(PATHS) or shown.endswith(FILE):
            each._custom_shell_complete = _folders if shown == DIR else _files  # noqa: SLF001 - nothing public


def _files(_context: object, _parameter: object, incomplete: str) -> list[str]:
    return _paths(incomplete)


def _folders(_context: object, _parameter: object, incomplete: str) -> list[str]:
    return [path for path in _paths(incomplete) if os.path.isdir(os.path.expanduser(path))]  # noqa: PTH111, PTH112


def _paths(incomplete: str) -> list[str]:
    """Return the paths that begin so, written as they were begun; those that are hidden only where that is."""
    folder, begun = os.path.split(incomplete)
    with contextlib.suppress(OSError):
        names = sorted(os.listdir(os.path.expanduser(folder) or "."))  # noqa: PTH111, PTH208 - as it is written
        return [
            os.path.join(folder, name)  # noqa: PTH118
            for name in names
            if name.startswith(begun) and (begun or not name.startswith("."))
        ]
    return []
