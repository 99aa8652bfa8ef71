"""The package.json of an app without a page, with the fields that wasm-pack writes."""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from web_attributes import About

__all__ = ["package_json", "write_package_json"]


def write_package_json(about: About, target: str, stem: str, directory: str) -> None:
    """Write ``package.json`` of the files in ``directory``; keep the dependencies that wasm-bindgen wrote there.

    Deno reads no package.json.
    """
    path = f"{directory}/package.json"
    dependencies: dict[str, str] = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            fields = json.load(file)
        dependencies = fields.get("dependencies", fields)
    if target == "deno":
        return
    files = [name for name in sorted(os.listdir(directory)) if name != "package.json"]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(package_json(about, target, stem, files, dependencies), file, indent=2)
        file.write("\n")


def package_json(
    about: About, target: str, stem: str, files: Iterable[str], dependencies: dict[str, str]
) -> dict[str, object]:
    """Return the fields of package.json for the JavaScript ``<stem>.js`` of wasm-bindgen's ``target``.

    An empty field is absent. Source: wasm-pack's src/manifest/mod.rs.
    """
    script = f"{stem}.js"
    is_module = target in ("web", "bundler")
    fields: dict[str, object] = {
        "name": about["name"],
        "type": "module" if is_module else "",
        "description": about["description"],
        "version": about["version"],
        "license": about["license"],
        "repository": {"type": "git", "url": about["repository"]} if about["repository"] else "",
        "files": list(files),
        "browser" if target == "no-modules" else "main": script,
        "homepage": about["homepage"],
        "types": f"{stem}.d.ts" if f"{stem}.d.ts" in files else "",
        "sideEffects": [*([f"./{script}"] if target == "bundler" else []), "./snippets/*"] if is_module else "",
        "dependencies": dependencies,
    }
    return {name: value for name, value in fields.items() if value}
