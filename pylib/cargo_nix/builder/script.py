"""Run one build script and keep what it says: OUT_DIR in Cargo's shape, and its directives as ``output.json``."""

import json
import os
import sys

from arguments import script_env
from directives import DirectiveError, parse_directives, parse_messages
from process import run
from report import show_script_failure

__all__ = ["run_script"]


def run_script(attrs: dict) -> int:
    """Run the build script of ``attrs`` and write its result; return its exit code."""
    unit, out = attrs["unit"], attrs["outputs"]["out"]
    script = unit["run"]
    root = f"{out}/{script['profile_dir']}/build/{attrs['packageName']}-{unit['identity']}"
    out_dir = root + "/out"
    os.makedirs(out_dir)
    linked = []
    for name, path in attrs["links"]:
        with open(path + "/output.json", encoding="utf-8") as file:
            linked.append((name, json.load(file)))
    env = {**os.environ, **_machine_env(), **script_env(attrs, out_dir, linked)}
    code, stdout = run([attrs["program"]], env, attrs["manifestDir"], stream=1)
    try:
        # Of a script that failed, Cargo reads nothing but what it says to the user.
        result = _parse(stdout, attrs, script) if code == 0 else parse_messages(stdout)
    except DirectiveError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failed = code != 0 or result["failed"]
    if attrs["member"] or failed:
        for kind in ("warnings", "errors"):
            for message in result[kind]:
                print(f"{kind[:-1]}: {attrs['packageName']}@{attrs['packageVersion']}: {message}", file=sys.stderr)
    if failed:
        show_script_failure(attrs, code, stdout)
        return code if code > 0 else 1
    with open(root + "/output", "wb") as file:
        file.write(stdout)
    result["out_dir"] = out_dir
    result["root"] = out
    with open(out + "/output.json", "w", encoding="utf-8") as file:
        json.dump(result, file, sort_keys=True)
    return 0


def _parse(stdout: bytes, attrs: dict, script: dict) -> dict:
    kinds = [kind for kind, _name in script["targets"]]
    return parse_directives(
        stdout,
        package=f"{attrs['packageName']} v{attrs['packageVersion']}" + (f" ({attrs['manifestDir']})" if attrs["member"] else ""),
        rust_version=script["rust_version"],
        has_links=script["has_links"],
        targets={
            "bins": [name for kind, name in script["targets"] if kind == "bin"],
            "has_cdylib": script["has_cdylib"],
            "has_bins": "bin" in kinds,
            "has_tests": "test" in kinds,
            "has_examples": "example" in kinds,
            "has_benches": "bench" in kinds,
            "lib_name": next((name.replace("-", "_") for kind, name in script["targets"] if kind in ("lib", "proc-macro")), None),
            "has_lib": "lib" in kinds or "proc-macro" in kinds,
        },
    )


def _machine_env() -> dict[str, str]:
    # A script that calls $CARGO must get an answer or a refusal at once: nothing answers on the network here.
    home = os.environ["NIX_BUILD_TOP"] + "/cargo-home"
    return {
        "CARGO_HOME": home,
        "CARGO_NET_OFFLINE": "true",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "1"),
    }
