"""Trajectories, engagement windows and raid outcomes from public sources.

    import intercept as ic
    result = ic.run("examples/recorded-night.toml", replications=200, seed=1)
    print(result.table())

The public names stand in `__init__.pyi`, each once. A name is imported when it is first used, so that
`import intercept` itself costs next to nothing.
"""

import lazy_loader

from intercept._core import VERSION

__getattr__, _, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ += ["__version__"]
__version__ = VERSION


def __dir__() -> list[str]:
    return sorted(__all__)
