"""The files that a page names with ``data-trunk``."""

import re
from pathlib import Path

import pytest

from cargo_nix.web.page_tags import Tag, marked_tags
from support.projects import write_project
from support.standalone import standalone_module

page_assets = standalone_module("page_assets")
web_error = standalone_module("web_error")

FILES = {
    "site/style.css": "p {}\n",
    "site/run.js": "run();\n",
    "site/icon.svg": "<svg/>\n",
    "site/note.html": "<b>note</b>",
    "site/public/a/b.txt": "b",
    "shared/c.txt": "c",
}


def _tag(text: str) -> Tag:
    (tag,) = marked_tags(text)
    return tag


def _replace(tmp_path: Path, text: str, *, hash_names: bool = True) -> str:
    source = write_project(tmp_path / "src", FILES)
    assets = page_assets.PageAssets(
        str(source / "site"), str(tmp_path / "out"), "/app/", hash_names=hash_names, page="site/index.html"
    )
    replaced = assets.replace(_tag(text))
    assert isinstance(replaced, str)
    return replaced


def _written(tmp_path: Path) -> dict[str, str]:
    out = tmp_path / "out"
    return {
        path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file()
    }


def test_a_style_has_a_hash_and_an_integrity(tmp_path: Path) -> None:
    text = _replace(tmp_path, '<link data-trunk rel="css" href="style.css" media="print">')
    match = re.fullmatch(
        r'<link rel="stylesheet" href="/app/(style-[0-9a-f]{16}\.css)" media="print" integrity="sha384-[^"]{64}">', text
    )
    assert match is not None
    assert _written(tmp_path) == {match[1]: "p {}\n"}


@pytest.mark.parametrize(
    ("tag", "expected", "files"),
    [
        ('<script data-trunk src="run.js" defer>', '<script src="/app/run.js" defer>', {"run.js": "run();\n"}),
        (
            '<link data-trunk rel="icon" href="icon.svg" type="image/svg+xml">',
            '<link rel="icon" href="/app/icon.svg" type="image/svg+xml">',
            {"icon.svg": "<svg/>\n"},
        ),
        ("<base data-trunk-public-url>", '<base href="/app/">', {}),
        ('<link data-trunk rel="inline" href="style.css">', "<style>p {}\n</style>", {}),
        ('<link data-trunk rel="inline" href="run.js">', "<script>run();\n</script>", {}),
        ('<link data-trunk rel="inline" href="note.html">', "<b>note</b>", {}),
        ('<link data-trunk rel="copy-dir" href="public">', "", {"public/a/b.txt": "b"}),
        ('<link data-trunk rel="copy-dir" href="public" data-target-path="x/y">', "", {"x/y/a/b.txt": "b"}),
        ('<link data-trunk rel="copy-file" href="../shared/c.txt">', "", {"c.txt": "c"}),
        ('<link data-trunk rel="copy-file" href="../shared/c.txt" data-target-path="/x">', "", {"x/c.txt": "c"}),
    ],
)
def test_each_kind_of_asset(tmp_path: Path, tag: str, expected: str, files: dict[str, str]) -> None:
    assert _replace(tmp_path, tag, hash_names=False) == expected
    assert _written(tmp_path) == files


MISSING = """error: the page names a file that does not exist
  at: site/index.html
  expected: a {kind} of the workspace, as a path from the page
  got: {path}
  ways out:
    1. correct the path in the page
    2. add the file: in a Git checkout, `git add` it too"""


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('<link data-trunk rel="css" href="none.css">', MISSING.format(kind="file", path="none.css")),
        ('<link data-trunk rel="icon">', MISSING.format(kind="file", path="a tag without a path")),
        ('<link data-trunk rel="inline" href="/etc/passwd">', MISSING.format(kind="file", path="/etc/passwd")),
        ('<link data-trunk rel="copy-dir" href="style.css">', MISSING.format(kind="directory", path="style.css")),
        (
            '<link data-trunk rel="scss" href="style.scss">',
            """error: cargo-nix does not run the program behind `scss`
  at: site/index.html
  expected: css, icon, js, inline, copy-file, copy-dir or rust
  got: scss
  ways out:
    1. commit the written CSS, and name the file with `rel="css"`
    2. write the CSS in a derivation, and copy the result beside the app""",
        ),
        (
            '<link data-trunk href="style.css">',
            """error: the page has an asset of an unknown kind
  at: site/index.html
  expected: css, icon, js, inline, copy-file, copy-dir or rust
  got: a tag without `rel`
  ways out:
    1. correct `rel` of the tag
    2. remove `data-trunk`: the tag then stays as it is""",
        ),
    ],
)
def test_an_asset_that_cannot_be_had(tmp_path: Path, tag: str, message: str) -> None:
    with pytest.raises(web_error.WebError) as stopped:
        _replace(tmp_path, tag)
    assert str(stopped.value) == message
