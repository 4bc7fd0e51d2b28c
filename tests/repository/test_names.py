"""What is exported has a name, a type and a docstring."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module

import pytest
from public_calls import public
from tree import assert_none, below, read

import intercept
import intercept._core as _core
from intercept.base.arguments import public_name

STUB = ast.parse(read("python/intercept/_core.pyi"))
EXPORTS = sorted(name for name in dir(_core) if not name.startswith("__"))


def stub_names(body: list[ast.stmt]) -> set[str]:
    names = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return names | {
        node.target.id for node in body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def stub_class(name: str) -> ast.ClassDef:
    return next(node for node in STUB.body if isinstance(node, ast.ClassDef) and node.name == name)


def compiled_parts() -> dict[str, object]:
    """Return every function, class and method of the compiled module under its name."""
    parts: dict[str, object] = {}
    for name in EXPORTS:
        export = getattr(_core, name)
        parts |= {} if isinstance(export, str) else {name: export}
        if inspect.isclass(export):
            parts |= {f"{name}.{method}": getattr(export, method) for method in vars(export) if method[0] != "_"}
    return parts


def test_every_compiled_name_has_a_docstring():
    assert_none(name for name, part in compiled_parts().items() if not inspect.getdoc(part))


def test_the_stub_has_what_there_is_and_no_more():
    aliases = {"_Bodies", "_Floats", "_Indices", "_Small", "_Three"}
    assert stub_names(STUB.body) - aliases == set(EXPORTS)
    methods = [name.split(".") for name in compiled_parts() if "." in name]
    assert_none(f"{name}.{method}" for name, method in methods if method not in stub_names(stub_class(name).body))


PUBLIC = [("intercept", name) for name in intercept.__all__ if name not in {"__version__", "earth", "flights"}]
PUBLIC += [(room, name) for room in ("intercept.earth", "intercept.flights") for name in import_module(room).__all__]


def undocumented(room: str, name: str) -> list[str]:
    """Return what of a public name has no docstring: itself, or a method of its own."""
    export = getattr(import_module(room), name)
    # A dataclass without one gets its signature for a docstring; that does not count.
    documented = (inspect.getdoc(export) or "").strip()
    found = [] if documented and not documented.startswith(f"{name}(") else [f"{room}.{name}"]
    if inspect.isclass(export) and export.__module__.startswith("intercept"):
        own = {key: value for key, value in vars(export).items() if inspect.isfunction(value) and key[0] != "_"}
        found += [f"{room}.{name}.{key}" for key, value in own.items() if not inspect.getdoc(value)]
    return found


def test_public_names_are_importable_and_have_docstrings():
    assert_none(missing for room, name in PUBLIC for missing in undocumented(room, name))


def test_public_names_are_about_fifty_and_the_version_is_that_of_the_core():
    assert len(intercept.__all__) <= 60
    assert intercept.__version__ == _core.VERSION


def test_every_error_class_is_public():
    errors = {name for name, value in vars(import_module("intercept.errors")).items() if inspect.isclass(value)}
    assert {name for name in errors if name.endswith("Error")} <= set(intercept.__all__)


def test_no_submodule_hides_a_public_name():
    # Importing a submodule sets its name on the package, over the object of the same name.
    modules = {
        path.relative_to("python/intercept").parts[0].removesuffix(".py") for path in below("python/intercept", ".py")
    }
    assert modules & set(intercept.__all__) == {"earth", "flights", "record"}


def test_errors_name_a_class_as_users_import_it():
    seen = [(name, public_name(thing)) for name, thing in public() if inspect.isclass(thing)]
    assert seen
    assert [told for name, told in seen if told != f"ic.{name}"] == []


@pytest.mark.parametrize(("wrong", "meant"), [("plots", "plot"), ("Scenaro", "Scenario"), ("fligts", "flights")])
def test_python_asks_whether_another_public_name_is_meant(wrong, meant):
    done = subprocess.run(
        [sys.executable, "-c", f"import intercept as ic\nic.{wrong}"], capture_output=True, text=True, check=False
    )
    assert f'"intercept" has no attribute "{wrong}". Did you mean: \'{meant}\'?' in done.stderr
