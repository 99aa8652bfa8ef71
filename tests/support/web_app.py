"""The attributes of an app with a stand-in for wasm-bindgen, for tests of the web's modules."""

from pathlib import Path
from typing import Any

__all__ = ["BINDGEN", "app_attributes", "write_program"]

# Writes the files of wasm-bindgen, and its own arguments into the JavaScript.
BINDGEN = """#!/bin/sh
words="$*"
while [ "$1" != --out-dir ]; do shift; done
directory=$2
while [ "$1" != --out-name ]; do shift; done
name=$2
mkdir -p "$directory/snippets/app-1"
echo "// $words" | sed "s,$directory,OUT," > "$directory/$name.js"
printf '\\0asm' > "$directory/${name}_bg.wasm"
echo x > "$directory/snippets/app-1/inline0.js"
"""


def write_program(path: Path, text: str) -> str:
    """Write the program ``text`` to ``path``, and return the path as a text."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def app_attributes(directory: Path, **changes: object) -> dict[str, Any]:
    """Return attributes of an app whose page is ``site/index.html`` in ``directory``."""
    return {
        "argument": "web.site",
        "about": dict.fromkeys(("description", "license", "repository", "homepage"), "")
        | {"name": "app", "version": "1.0.0"},
        "assets": [],
        "bindgen": write_program(directory / "wasm-bindgen", BINDGEN),
        "bindgenArgs": [],
        "directory": "site",
        "features": [],
        "hashNames": True,
        "index": "index.html",
        "module": "/build/app.wasm",
        "noDefaultFeatures": False,
        "profile": "",
        "publicUrl": "/",
        "src": str(directory),
        "target": "web",
        "wasmOpt": "",
        "wasmOptArgs": ["-Oz"],
        **changes,
    }
