"""Optional packages, imported only when asked for."""

from __future__ import annotations

import importlib
from importlib import metadata
from typing import Any

from intercept.errors import MissingExtraError


def require(module: str, extra: str) -> Any:  # noqa: ANN401  (a module has no narrower type)
    """Import ``module``, which the base install does not bring.

    Parameters
    ----------
    module
        Dotted name, such as ``"pyarrow.parquet"``.
    extra
        The extra of this package that installs it.

    Raises
    ------
    MissingExtraError
        If it is not installed; the message names the extra, and says what to install.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingExtraError(f"{package} is not installed: {_what_brings_it(extra)}") from error


def _what_brings_it(extra: str) -> str:
    """Say what to install: the packages of the extra, since the package index has another project of our name."""
    try:
        needed = metadata.requires("intercept") or []
    except metadata.PackageNotFoundError:
        needed = []
    wanted = [each.replace('"', "'").partition(";") for each in needed]
    named = [f"'{what.strip()}'" for what, _, when in wanted if when.strip() == f"extra == '{extra}'"]
    how = f"pip install {' '.join(named)}" if named else f"install this package again as NAME.whl[{extra}]"
    return f"the extra {extra} brings it, or {how}"
