"""Optional packages, imported only when asked for."""

from __future__ import annotations

import importlib
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
        If it is not installed; the message names the extra.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingExtraError(f"{package} is not installed: pip install 'intercept[{extra}]'") from error
