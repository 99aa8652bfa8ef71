"""The page of an app: the start of the module, and the agreement with the arguments."""

from pathlib import Path

import pytest

from support.projects import write_project
from support.standalone import standalone_module
from support.web_app import app_attributes

page = standalone_module("page")
web_error = standalone_module("web_error")

START = """<link rel="modulepreload" href="{url}/app.js" crossorigin="anonymous" integrity="{integrity}">
<link rel="preload" href="{url}/app_bg.wasm" as="fetch" type="application/wasm" crossorigin="anonymous">
<script type="module">
import init, * as bindings from "{url}/app.js";
const wasm = await init();
window.wasmBindings = bindings;
dispatchEvent(new CustomEvent("TrunkApplicationStarted", {{ detail: {{ wasm }} }}));
</script>"""
EMPTY = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"


def _write(tmp_path: Path, text: str, **changes: object) -> str:
    write_project(tmp_path, {"site/index.html": text, "site/a.css": "", "out/pkg/app.js": ""})
    page.write_page(app_attributes(tmp_path, **changes), "pkg", "app", str(tmp_path / "out"))
    return (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_the_tag_becomes_the_start(tmp_path: Path) -> None:
    text = '<head><link data-trunk rel="rust"><link data-trunk rel="css" href="a.css"></head>\r\n<p>é</p>'
    written = _write(tmp_path, text, publicUrl="/x", hashNames=False)
    start = START.format(url="/x/pkg", integrity=EMPTY)
    assert written == (f'<head>{start}<link rel="stylesheet" href="/x/a.css" integrity="{EMPTY}"></head>\n<p>é</p>')


def test_a_page_without_tags_gets_the_start_in_its_head(tmp_path: Path) -> None:
    start = START.format(url="/pkg", integrity=EMPTY)
    assert _write(tmp_path, "<head>\n</head><p>x</p>") == f"<head>\n{start}\n</head><p>x</p>"


def test_two_modules_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(web_error.WebError) as stopped:
        _write(tmp_path, '<link data-trunk rel="rust">' * 2)
    assert str(stopped.value) == (
        "error: the page starts several modules\n"
        "  at: site/index.html\n"
        '  expected: one tag `<link data-trunk rel="rust">`\n'
        "  got: 2 tags\n"
        "  ways out:\n"
        "    1. make an app of each module: the argument `web` takes several"
    )


def test_the_page_and_the_argument_name_the_same_features(tmp_path: Path) -> None:
    text = '<link data-trunk rel="rust" data-cargo-features="b,a">'
    assert "data-cargo-features" not in _write(tmp_path, text, features=["a", "b"])
    with pytest.raises(web_error.WebError) as stopped:
        _write(tmp_path, text, features=["c"])
    assert str(stopped.value) == (
        "error: the page and the argument `features` name different features\n"
        "  at: site/index.html\n"
        '  expected: web.site.features = [ "a" "b" ];\n'
        "  got: c\n"
        "  ways out:\n"
        "    1. change the argument `features` of the app\n"
        "    2. remove data-cargo-features from the page"
    )
