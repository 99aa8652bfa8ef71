"""The page of an app: the start of the module, and the agreement with the arguments."""

from pathlib import Path

from support.projects import write_project
from support.standalone import standalone_module
from support.web_app import app_attributes

page = standalone_module("page")

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
