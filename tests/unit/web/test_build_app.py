"""A whole app, with a stand-in for wasm-bindgen."""

from pathlib import Path

import pytest

from support.projects import write_project
from support.standalone import standalone_module
from support.web_app import app_attributes

build_app = standalone_module("build_app")
web_error = standalone_module("web_error")

FILES = {"site/index.html": '<link data-trunk rel="rust">', "site/public/robots.txt": "none"}


def _build(tmp_path: Path, **changes: object) -> list[str]:
    write_project(tmp_path, FILES)
    out = tmp_path / "out"
    build_app.build_app(app_attributes(tmp_path, **changes), str(out))
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_the_directory_of_the_module_has_a_hash(tmp_path: Path) -> None:
    files = _build(tmp_path, assets=["public"])
    pkg = next(file for file in files if file.endswith("app.js")).partition("/")[0]
    assert pkg.startswith("app-")
    assert len(pkg) == len("app-") + 16
    assert files == sorted(
        [f"{pkg}/app.js", f"{pkg}/app_bg.wasm", f"{pkg}/snippets/app-1/inline0.js", "index.html", "public/robots.txt"]
    )
    assert f'"/{pkg}/app.js"' in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_names_without_a_hash(tmp_path: Path) -> None:
    assert _build(tmp_path, hashNames=False) == [
        "index.html",
        "pkg/app.js",
        "pkg/app_bg.wasm",
        "pkg/snippets/app-1/inline0.js",
    ]


def test_without_a_page_the_result_is_a_package(tmp_path: Path) -> None:
    assert _build(tmp_path, index="", target="bundler") == [
        "app.js",
        "app_bg.wasm",
        "package.json",
        "snippets/app-1/inline0.js",
    ]


def test_a_missing_asset(tmp_path: Path) -> None:
    with pytest.raises(web_error.WebError) as stopped:
        _build(tmp_path, assets=["static"])
    assert str(stopped.value) == (
        "error: an asset does not exist\n"
        "  at: web.site.assets\n"
        "  expected: a file or directory of the workspace, as a path from the package\n"
        "  got: static\n"
        "  ways out:\n"
        "    1. correct the path\n"
        "    2. add the file: in a Git checkout, `git add` it too"
    )
