"""The documents as a site: its contents have every page, its reference every public name; nothing is from elsewhere."""

import re
import tomllib

from tree import below, read

import intercept as ic

CONTENTS = tomllib.loads(read("zensical.toml"))["project"]
REFERENCE = [name for path in below("docs/reference", ".md") for name in re.findall(r"(?m)^::: (\S+)$", read(path))]


def pages(part):
    """Yield the pages of a part of the contents."""
    for each in part if isinstance(part, list) else part.values():
        if isinstance(each, str):
            yield each
        else:
            yield from pages(each)


def test_every_page_stands_in_the_contents_once():
    listed = list(pages(CONTENTS["nav"]))
    assert len(listed) == len(set(listed))
    written = {str(path.relative_to("docs")) for path in below("docs", ".md")}
    # Made from the file at the root, and from the notebooks.
    made = {"contributing.md", *(str(path.relative_to("docs").with_suffix(".md")) for path in below("docs", ".ipynb"))}
    assert set(listed) == written | made


def test_every_public_name_has_its_entry_in_the_reference():
    names = sorted(REFERENCE)
    public = {f"intercept.{name}" for name in ic.__all__ if not name.startswith("__")} | {"intercept.testing"}
    assert names == sorted(public)


def test_the_site_loads_nothing_from_elsewhere():
    theme = CONTENTS["theme"]
    assert theme["font"] is False
    assert "extra_javascript" not in CONTENTS
    for name in CONTENTS["extra_css"]:
        assert not re.search(r"url\(|@import", read(f"docs/{name}"))
    assert CONTENTS["plugins"]["mkdocstrings"]["handlers"]["python"]["inventories"] == []


def test_words_in_italics_in_the_glossary_have_an_entry():
    text = read("docs/glossary.md")
    entries = " ".join(re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE))
    wanted = set(re.findall(r"\*([^*]+)\*", text)) - {"italics"}
    assert wanted
    assert not {word for word in wanted if word not in entries}
