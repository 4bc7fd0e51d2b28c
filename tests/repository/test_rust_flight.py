"""Arrows inside `rust/core/src/flight/` point one way: from the kinds of flight down to what has been flown."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter

from tree import below, read

FLIGHT = "rust/core/src/flight"

# From the bottom up: the folders and files of flight/. Each may use those of the floors below; those of one floor do
# not know one another.
FLOORS = (
    ("flown",),
    ("forces", "route", "horizon"),
    ("phase", "ensemble"),
    ("search",),
    ("kinds",),
)

Sources = dict[str, str]
Module = tuple[str, ...]


def room(file: str) -> str:
    return file.split("/", maxsplit=1)[0].removesuffix(".rs")


def module_of(file: str) -> Module:
    parts = tuple(file.removesuffix(".rs").split("/"))
    return parts[:-1] if parts[-1] == "mod" else parts


def file_of(module: Module, sources: Sources) -> str:
    """Return the file that a path within flight/ leads to: the longest beginning of it that is a module."""
    for length in range(len(module), 0, -1):
        name = "/".join(module[:length])
        for file in (f"{name}.rs", f"{name}/mod.rs"):
            if file in sources:
                return file
    return "mod.rs"


def expanded(tree: str) -> list[str]:
    """Return the paths of a `use` tree: `a::{b, c::{d, e}}` are three."""
    head, brace, rest = tree.partition("{")
    if not brace:
        return [tree.split(" as ", maxsplit=1)[0].strip()]
    parts, depth = [""], 0
    for character in rest.rsplit("}", 1)[0]:
        depth += (character == "{") - (character == "}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [head.strip() + path for part in parts if part.strip() for path in expanded(part)]


def stretches(text: str, module: Module) -> list[tuple[Module, str]]:
    """Return the code of a file without comments, by module: that of the file, and those written out inside it."""
    code = re.sub(r"//.*", "", text)
    inner = re.compile(r"^(?:pub(?:\([^)]*\))? )?mod (\w+) \{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
    inside = [((*module, match[1]), match[2]) for match in inner.finditer(code)]
    return [(module, inner.sub("", code)), *inside]


def paths(code: str) -> list[str]:
    """Return the paths that code names: those of its `use` declarations, and those written out where they are used."""
    code = re.sub(r"\bpub\([^)]*\)", "pub", code)
    uses = re.compile(r"\buse\s+([^;]+);")
    declared = [path for match in uses.finditer(code) for path in expanded(match[1])]
    return declared + re.findall(r"(?<![\w:])\w+(?:::\w+)+", uses.sub("", code))


def absolute(path: str, module: Module, sources: Sources) -> Module | None:
    """Return where a path leads within flight/, seen from a module; none for what lies outside."""
    first, *rest = path.split("::")
    if first == "crate":
        return tuple(rest[1:]) if rest[:1] == ["flight"] else None
    if first == "self":
        return (*module, *rest)
    if first == "super":
        climbs = 1
        while rest and rest[0] == "super":
            rest, climbs = rest[1:], climbs + 1
        assert climbs <= len(module), f"{'::'.join(module)} climbs out of flight/ by {path}"
        return (*module[:-climbs], *rest)
    below_it = "/".join((*module, first))
    return (*module, first, *rest) if {f"{below_it}.rs", f"{below_it}/mod.rs"} & set(sources) else None


def imports(file: str, sources: Sources) -> set[str]:
    """Return the other files of flight/ that a file names."""
    found = {
        file_of(target, sources)
        for module, code in stretches(sources[file], module_of(file))
        for path in paths(code)
        if (target := absolute(path, module, sources)) is not None
    }
    return found - {file}


def offenders(sources: Sources, floors: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return what breaks the order, in words."""
    rank = {name: floor for floor, names in enumerate(floors) for name in names}
    arrows = {file: imports(file, sources) for file in sources}
    rooms = {room(file) for file in sources if file != "mod.rs"}
    found = [f"{name} has no floor" for name in sorted(rooms - set(rank))]
    found += [f"{name} is a floor without files" for name in sorted(set(rank) - rooms)]
    for file in sorted(sources):
        for other in sorted(arrows[file]):
            if room(file) != room(other) and rank.get(room(other), len(floors)) >= rank.get(room(file), -1):
                found.append(f"{file} uses {other}, which is not below it")
    inside = {file: {other for other in others if room(other) == room(file)} for file, others in arrows.items()}
    try:
        TopologicalSorter(inside).prepare()
    except CycleError as error:
        found.append("circle: " + " uses ".join(reversed(error.args[1])))
    return found


def test_flight_uses_only_what_lies_below():
    sources = {path.relative_to(FLIGHT).as_posix(): read(path) for path in below(FLIGHT, ".rs")}
    assert not offenders(sources, FLOORS)
    # And the files are read: these are two arrows that anyone can see.
    assert "flown/path.rs" in imports("phase.rs", sources)
    assert "forces/bank.rs" in imports("ensemble/bodies.rs", sources)


LOW = (("low",), ("middle", "other"), ("high",))
GOOD = {
    "mod.rs": "pub mod high;\nmod low;\npub mod middle;\nmod other;\n",
    "low/mod.rs": "pub mod a;\npub(in crate::flight) mod b;\n",
    "low/a.rs": "use super::b::{self, Thing};\n// use crate::flight::high::Top;\nmod tests {\n    use super::*;\n}\n",
    "low/b.rs": "use crate::math::vec3::Vec3;\npub(super) fn f() {}\n",
    "middle.rs": "use crate::flight::low::{a, b::{f, Thing as Other}};\n",
    "other.rs": "fn g() { super::low::b::f() }\n",
    "high.rs": "use super::middle;\nfn h() { crate::flight::other::g() }\n",
}


def test_a_good_house_has_no_offenders():
    assert offenders(GOOD, LOW) == []
    assert imports("low/a.rs", GOOD) == {"low/b.rs"}
    assert imports("middle.rs", GOOD) == {"low/a.rs", "low/b.rs"}
    assert imports("high.rs", GOOD) == {"middle.rs", "other.rs"}


def broken(file: str, more: str) -> list[str]:
    return offenders({**GOOD, file: GOOD.get(file, "") + more}, LOW)


def test_the_check_sees_what_is_wrong():
    upward = ["low/b.rs uses high.rs, which is not below it"]
    assert broken("low/b.rs", "use crate::flight::{high::Top};\n") == upward
    assert broken("low/b.rs", "use super::super::high;\n") == upward
    assert broken("low/b.rs", "fn f() { crate::flight::high::h() }\n") == upward
    assert broken("low/b.rs", "#[cfg(test)]\nmod tests {\n    use super::super::super::high::h;\n}\n") == upward
    assert broken("middle.rs", "use super::other::g;\n") == ["middle.rs uses other.rs, which is not below it"]
    assert broken("low/b.rs", "use super::a::Thing;\n") == ["circle: low/a.rs uses low/b.rs uses low/a.rs"]
    assert broken("low/mod.rs", "use a::Thing;\n") == []
    assert broken("low/a.rs", "use super::Named;\n") == []
    both = {**GOOD, "low/mod.rs": GOOD["low/mod.rs"] + "use a::Thing;\n", "low/a.rs": "use super::Named;\n"}
    assert [line.split(":")[0] for line in offenders(both, LOW)] == ["circle"]
    assert broken("attic/mod.rs", "") == ["attic has no floor"]
    assert offenders(GOOD, (*LOW, ("roof",))) == ["roof is a floor without files"]
