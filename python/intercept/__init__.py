"""Trajectories, engagement windows and raid outcomes from public sources.

    import intercept as ic
    result = ic.run("examples/recorded-night.toml", replications=200, seed=1)
    print(result.table())

The public names stand in `__init__.pyi`, each once. A name is imported when it is first used, so that
`import intercept` itself costs next to nothing.
"""

import sys

import lazy_loader

_public, _, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ += ["__version__"]


def __getattr__(name: str) -> object:
    if name == "__version__":
        # The compiled core is loaded when it is first needed, so that what it refuses is told where it is used.
        from intercept._core import VERSION  # noqa: PLC0415

        return VERSION
    if name in __all__:
        return _public(name)
    # With name and object Python asks whether another is meant: `ic.plots` for `ic.plot`.
    raise AttributeError(f'"intercept" has no attribute "{name}"', name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted(__all__)
