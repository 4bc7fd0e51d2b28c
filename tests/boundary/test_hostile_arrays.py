"""Arrays as others make them: the same numbers in any layout give the same answer, and no others break the process."""

import ast
import contextlib
import functools
import inspect
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from public_calls import NEEDS_A_FILE, calls

import intercept as ic
from intercept import _core
from intercept.errors import InterceptError, ScenarioError


def strided(array):
    """Return the same numbers, every second of a larger array, the last axis backwards in memory."""
    wide = np.repeat(np.repeat(array, 2, axis=0), 2, axis=-1)[..., ::-1]
    return wide[::2, ..., ::-1][..., ::2] if array.ndim > 1 else np.repeat(array, 2)[::2]


def read_only(array):
    array = array.copy()
    array.setflags(write=False)
    return array


# The same numbers: what comes out must be the same.
SAME = {
    "Fortran": np.asfortranarray,
    "strided": strided,
    "backwards": lambda array: array[::-1].copy()[::-1],
    "read-only": read_only,
    "big-endian": lambda array: array.astype(">f8"),
    "unmasked": lambda array: np.ma.masked_array(array, mask=False),
    "unaligned": lambda array: (
        np.frombuffer(b"\0" + array.tobytes(), dtype=np.uint8)[1:].view(array.dtype).reshape(array.shape)
    ),
}
# Others: an answer, or an error of the package.
OTHER = {
    "empty": lambda array: array[:0],
    "no columns": lambda array: array[..., :0],
    "NaN": lambda array: np.full_like(array, np.nan),
    "infinite": lambda array: np.full_like(array, -np.inf),
    "negative zero": lambda array: np.full_like(array, -0.0),
    "huge": lambda array: np.full_like(array, 1e308),
    "tiny": lambda array: np.full_like(array, 5e-324),
    "more axes": lambda array: array[None, None],
    "no axes": lambda array: array.ravel()[0].copy(),
    "masked": lambda array: np.ma.masked_array(array, mask=True),
    "objects": lambda array: np.full(array.shape, object()),
    "nothing": lambda array: np.full(array.shape, None),
    "text": lambda array: np.full(array.shape, "1.0"),
    "bytes": lambda array: np.full(array.shape, b"1"),
    "complex": lambda array: array + 1j,
    "booleans": lambda array: array > 0,
    "dates": lambda array: np.full(array.shape, np.datetime64("2026-01-01")),
    "records": lambda array: np.zeros(array.shape, dtype=[("a", float)]),
    "half": lambda array: array.astype(np.float16),
    "quadruple": lambda array: array.astype(np.longdouble),
    "small": lambda array: array.astype(np.float32),
    "unsigned": lambda array: np.full(array.shape, 2**64 - 1, dtype=np.uint64),
}


# Questions, areas and classes' flights take no arrays of samples, but lists that `test_hostile_calls` tries.
LONG_WORK = {"run", "sweep", "compare", "saturation", "endurance", "exchange", "sensitivity", "placement", "forecast"}
LONG_WORK |= {"area_loss", "coverage", "defended_area", "FlyoutTable", "check_claim"}


def array_of(value):
    """Return a valid argument as an array of numbers, None where it is none."""
    if isinstance(value, bool | str | bytes) or not isinstance(value, list | tuple | np.ndarray):
        return None
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return array if array.ndim and array.size else None


def of_arrays(folder):
    """Yield the calls that take arrays: name, function of the array, all names, its own, a valid array."""
    for name, function, parameters, valid in calls(folder):
        if name in NEEDS_A_FILE or name.split(".")[0] in LONG_WORK:
            continue
        by_place = [p.name for p in parameters if p.kind is p.POSITIONAL_ONLY]

        def call(array, key, function=function, valid=valid, by_place=by_place):
            given_ = {**valid, key: array}
            return function(*map(given_.get, by_place), **{k: v for k, v in given_.items() if k not in by_place})

        for key, value in valid.items():
            array = array_of(value)
            if array is not None:
                names = {p.name.removesuffix("s") for p in parameters}
                yield name, functools.partial(call, key=key), names, key, array


def plain(found):
    """Return what a call gave as something that can be compared."""
    if isinstance(found, np.ndarray):
        return found.tobytes()
    if isinstance(found, tuple | list):
        return [plain(each) for each in found]
    if isinstance(found, dict):
        return {key: plain(each) for key, each in found.items()}
    # That tells how an array was given, too.
    return repr(found).replace(">f8", "float64")


def test_every_layout_of_the_same_numbers_gives_the_same_answer(tmp_path):
    tried, wrong = 0, []
    for name, function, _, key, array in of_arrays(tmp_path):
        try:
            wanted = plain(function(array))
        except InterceptError:
            # A sequence is asked for that is no array, such as of pairs of a route.
            continue
        for layout, made in SAME.items():
            tried += 1
            found = plain(function(made(array)))
            if found != wanted:
                wrong.append(f"{name}({key}: {layout})")
    assert tried > 100
    assert not wrong, "\n".join(wrong)


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::numpy.exceptions.ComplexWarning")
def test_other_arrays_are_taken_or_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tried, wrong = 0, []
    for name, function, names, key, array in of_arrays(tmp_path):
        for kind, made in OTHER.items():
            tried += 1
            try:
                found = function(made(array))
                if hasattr(found, "fly_many"):
                    ic.fly([found], threads=1)
            except InterceptError as error:
                if not isinstance(error, ScenarioError) and not any(each in str(error) for each in names):
                    wrong.append(f"{name}({key}: {kind}) names no parameter: {error}")
            except Exception as error:  # noqa: BLE001 - what is looked for
                wrong.append(f"{name}({key}: {kind}): {type(error).__name__}: {error}")
    assert tried > 500
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


# Numbers that a compiled function may be called with by mistake, whatever it expects.
FLOATS = st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, math.nan, math.inf, -math.inf, 1e308, 5e-324, 6.4e6, -45.0])
WHOLE = st.sampled_from([0, 1, 2, 3, -1, 255, 2**31, 2**32 - 1, 2**53, 2**63, 2**64 - 1])
THINGS = st.sampled_from([None, True, "x", b"x", object(), [], [(0.0, 1.0), (1.0, 2.0)], (), {}, [[1.0]], ["a"]])
KINDS = ["f8", "u8", "u4", "i8", "u1", "f4", ">f8", "O", "?"]
# What the stub says of a parameter, and what is given for it most of the time.
ARRAYS = {"_Floats": "f8", "_Indices": "u8", "_Small": "u4", "npt.NDArray[np.uint8]": "u1"}
MADE = {
    "World": _core.World,
    "Air": lambda: _core.Air.us76(1.0, 0.0),
    "Wind": lambda: _core.Wind.constant(1.0, 2.0, 0.0),
    "Aerodynamics": lambda: _core.Aerodynamics.ballistic_coefficient(5e3),
    "AscentSteering": lambda: _core.AscentSteering.gravity_turn(3.0, 0.1, 2.0),
}
SINGLE = {"float": FLOATS, "int": WHOLE, "bool": st.booleans(), "str": st.sampled_from(["", "x"])}


@st.composite
def arrays(draw, rows, kind=None):
    """Return an array of so many rows, or of another number, of a type or of any."""
    length = draw(st.sampled_from([rows, rows, rows, 0, rows + 1]))
    shape = draw(st.sampled_from([(length,), (length,), (length, 3), (length, 2), ()]))
    kind = draw(st.sampled_from(KINDS)) if kind is None else kind
    number = draw(FLOATS if "f8" in kind else st.integers(0, 3))
    made = np.full(shape, number, dtype=kind)
    return np.asfortranarray(made) if draw(st.booleans()) else made


def given_for(stated, rows):
    """Return what is given for a parameter of which the stub states a kind."""
    anything = st.one_of(arrays(rows), FLOATS, WHOLE, THINGS)
    stated = stated.removesuffix(" | None")
    if stated in ARRAYS:
        fitting = arrays(rows, ARRAYS[stated])
    elif stated in MADE:
        fitting = st.builds(MADE[stated])
    else:
        fitting = SINGLE.get(stated, anything)
    return st.one_of(fitting, fitting, fitting, fitting, anything)


def compiled():
    """Yield the name of every function, constructor and static method of the compiled module, and its parameters."""
    stub = ast.parse(Path(_core.__file__).with_name("_core.pyi").read_text(encoding="utf-8"))
    for node in stub.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, parameters_of(node)
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and each.name == "__new__":
                    yield node.name, parameters_of(each)[1:]
                elif isinstance(each, ast.FunctionDef) and each.decorator_list:
                    yield f"{node.name}.{each.name}", parameters_of(each)


def parameters_of(node):
    """Return the kind of each parameter, and its name where it is given by name."""
    listed = [(None, each) for each in (*node.args.posonlyargs, *node.args.args)]
    listed += [(each.arg, each) for each in node.args.kwonlyargs]
    return [(name, "" if each.annotation is None else ast.unparse(each.annotation)) for name, each in listed]


COMPILED = dict(compiled())
# These go on for as long as they are asked to, which the Python side bounds before it calls them.
LONG = {"philox", "simulate_raid"}


@pytest.mark.parametrize("name", sorted(set(COMPILED) - LONG))
@given(data=st.data())
def test_no_compiled_function_panics(name, data):
    """A panic is no Exception, and neither is the end of the process: both end the test."""
    function = functools.reduce(getattr, name.split("."), _core)
    rows = data.draw(st.integers(0, 3))
    drawn = [(called, data.draw(given_for(stated, rows))) for called, stated in COMPILED[name]]
    with contextlib.suppress(TypeError, ValueError, OverflowError, ArithmeticError, AttributeError):
        function(*[v for called, v in drawn if called is None], **{called: v for called, v in drawn if called})


def test_every_compiled_function_is_called_here():
    public = {
        name for name in _core.__all__ if callable(getattr(_core, name)) and not inspect.isclass(getattr(_core, name))
    }
    assert public <= set(COMPILED)
    assert set(COMPILED) > LONG
    assert sum(map(len, COMPILED.values())) > 150
