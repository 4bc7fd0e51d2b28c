"""The page of libraries names each that the package may ask for, its extras and its licence; crates are permissive."""

import importlib.metadata
import json
import re
import subprocess
import tomllib

from tree import ROOT, read

PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PERMISSIVE = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "Unicode-3.0", "0BSD", "ISC", "CC0-1.0"}
# By the first word of the page: what the metadata of a library may say.
SAID = {
    "MIT": ("MIT",),
    "BSD-3-Clause": ("BSD",),
    "Apache-2.0": ("Apache",),
    "LGPL-2.1-or-later,": ("LGPL",),
    "MPL-2.0,": ("MPL",),
    "PSF": ("Python Software Foundation", "PSF"),
}


def rows(heading):
    """Return the cells of the table below a heading, by the name in its first column."""
    section = read("docs/dependencies.md").split(f"## {heading}\n")[1].split("\n## ")[0]
    listed = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line]
    return {name: cells for name, *cells in listed[2:]}


def named(requirements):
    return {re.match(r"[\w.-]+", requirement)[0] for requirement in requirements}


def stated_licence(name):
    found = importlib.metadata.metadata(name)
    classifiers = [each for each in found.get_all("Classifier", []) if each.startswith("License")]
    return " ".join(filter(None, [found.get("License-Expression"), *classifiers, (found.get("License") or "")[:60]]))


def test_the_page_has_every_library_with_its_extras():
    assert set(rows("Always installed")) == named(PROJECT["dependencies"])
    wanted = {}
    for extra, requirements in EXTRAS.items():
        if extra not in {"all", "dev"}:
            for name in named(requirements):
                wanted.setdefault(name, set()).add(extra)
    assert {name: set(cells[0].split(", ")) for name, cells in rows("Extras").items()} == wanted
    assert named(EXTRAS["all"]) == set(wanted)


def test_the_licences_are_those_that_the_libraries_state():
    listed = {**rows("Always installed"), **rows("Extras")}
    wrong = {
        name: stated_licence(name)
        for name, cells in listed.items()
        if not any(word in stated_licence(name) for word in SAID[cells[-1].split()[0]])
    }
    assert not wrong


def test_every_crate_of_the_core_is_permissive():
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    licences = {package["name"]: package["license"] for package in found["packages"]}
    for name, licence in licences.items():
        needed = licence.replace("/", " OR ").replace("(", "").replace(")", "").split(" AND ")
        for choice in needed:
            one_of = {each.removesuffix(" WITH LLVM-exception") for each in choice.split(" OR ")}
            assert one_of & PERMISSIVE, f"{name}: {licence}"
    ours = {"intercept-core", "intercept-python"}
    direct = {
        dependency["name"]
        for package in found["packages"]
        if package["name"] in ours
        for dependency in package["dependencies"]
        if dependency["kind"] is None
    }
    assert set(rows("The compiled core")) == direct - ours
