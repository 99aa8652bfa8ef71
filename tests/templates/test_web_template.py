"""The template ``web`` in Chromium: the server renders the page, and a click runs the module."""

import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.browser import needs_browser, open_browser
from support.nix import CHECKOUT, build, evaluate, needs_nix, workspace

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

# The arguments of the template's flake.
ARGUMENTS = """
  workspace = true;
  web.site = { package = "app"; features = [ "hydrate" ]; };
  packageOverrides.app.macroInputs = [ ];
  packageOverrides.server.macroInputs = [ ];
"""
WORKSPACE = workspace(CHECKOUT / "templates/web", ARGUMENTS)
# With this variable, the test writes the picture of docs/web.md.
PICTURE = os.environ.get("CARGO_NIX_PICTURE")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start the server of the template, and return its address."""
    server, site = (build(f"{WORKSPACE}.{output}") for output in ("packages.server", "web.site"))
    env = {**os.environ, "SITE": str(site), "ADDRESS": "127.0.0.1:0"}
    with subprocess.Popen([server / "bin/server"], env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _get(url: str) -> tuple[str, str]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 -- only http
        return answer.headers["Content-Type"], answer.read().decode()


def test_the_server_renders_the_page(address: str) -> None:
    kind, text = _get(address)
    assert kind == "text/html; charset=utf-8"
    # The feature `ssr`: the HTML has the counter before any script runs.
    assert '<output id="count">' in text
    assert 'href="/app-' in text


@needs_browser
def test_a_click_changes_the_page_and_shows_the_answer(address: str, tmp_path: Path) -> None:
    with open_browser(tmp_path / "home") as browser:
        browser.open(address)
        assert browser.text("#count") == "0"
        # The module has taken the page over; a click before would be lost.
        browser.wait_for_script("window.wasmBindings !== undefined")
        browser.click("#add")
        browser.click("#add")
        browser.wait_for("#count", "2")
        browser.click("#ask")
        browser.wait_for("#answer", "Hello, Ada! The server counted 3 letters.")
        if PICTURE:
            browser.screenshot(Path(PICTURE))


def test_server_and_page_share_the_units_of_the_host() -> None:
    """Build scripts and proc-macros are the same for both, except where Cargo turns on other features."""
    rows = "builtins.mapAttrs (_name: unit: { path = unit.drvPath; inherit (unit.unit) platform; })"
    answer = evaluate(f"(let w = {WORKSPACE}; in {{ server = {rows} w.units; page = {rows} w.web.site.units; }})")
    assert isinstance(answer, dict)
    server, page = ({row["path"]: row["platform"] for row in answer[side].values()} for side in ("server", "page"))
    host = {path for path, platform in page.items() if platform is None}
    # axum asks serde for the feature `default`.
    assert {path.partition("-")[2] for path in host - server.keys()} == {"serde_core-1.0.229-build-script.drv"}
    assert len(host & server.keys()) == 56
    # All other units of the page are compiled for WebAssembly, or are runs of build scripts with this target.
    assert {platform for path, platform in page.items() if path not in host} == {"wasm32-unknown-unknown"}
