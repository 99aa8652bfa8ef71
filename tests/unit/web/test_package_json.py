"""package.json of an app without a page."""

import json
from pathlib import Path

import pytest

from cargo_nix.web.package_json import package_json, write_package_json
from cargo_nix.web.web_attributes import About

ABOUT = About(name="my-app", version="1.2.3", description="", license="MIT", repository="", homepage="")
FILES = ("my_app.d.ts", "my_app.js", "my_app_bg.wasm")


def test_a_package_for_bundlers() -> None:
    about = ABOUT | {"description": "An app", "repository": "https://example.org/app"}
    assert package_json(about, "bundler", "my_app", FILES, {"left-pad": "1"}) == {
        "name": "my-app",
        "type": "module",
        "description": "An app",
        "version": "1.2.3",
        "license": "MIT",
        "repository": {"type": "git", "url": "https://example.org/app"},
        "files": list(FILES),
        "main": "my_app.js",
        "types": "my_app.d.ts",
        "sideEffects": ["./my_app.js", "./snippets/*"],
        "dependencies": {"left-pad": "1"},
    }


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("web", {"type": "module", "main": "my_app.js", "sideEffects": ["./snippets/*"]}),
        ("nodejs", {"main": "my_app.js"}),
        ("no-modules", {"browser": "my_app.js"}),
    ],
)
def test_other_targets(target: str, expected: dict[str, object]) -> None:
    fields = package_json(ABOUT, target, "my_app", ("my_app.js",), {})
    assert fields == {"name": "my-app", "version": "1.2.3", "license": "MIT", "files": ["my_app.js"], **expected}


@pytest.mark.parametrize("written", ['{"dependencies": {"left-pad": "1"}}', '{"left-pad": "1"}'])
def test_the_dependencies_of_wasm_bindgen_stay(written: str, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(written, encoding="utf-8")
    (tmp_path / "my_app.js").touch()
    write_package_json(ABOUT, "nodejs", "my_app", str(tmp_path))
    fields = json.loads((tmp_path / "package.json").read_text(encoding="utf-8"))
    assert (fields["dependencies"], fields["files"]) == ({"left-pad": "1"}, ["my_app.js"])


def test_deno_has_no_package_json(tmp_path: Path) -> None:
    write_package_json(ABOUT, "deno", "my_app", str(tmp_path))
    assert list(tmp_path.iterdir()) == []
