"""What cargo starts as ``rustc``: record the call, compile what has to run, pretend to have compiled the rest.

Only build scripts, proc-macros and what they link are run by anybody while cargo builds. All other units are neither
compiled nor read: their files are made empty, which takes the time of one ``--print file-names``. Their argv and
environment are as they would be.
"""

import os
import subprocess
import sys

from conformance.wrappers.recording import Settings, read_settings, record

__all__ = ["main"]

_SHIM = """#!{python} -IS
import sys
sys.path.insert(0, {here!r})
from conformance.wrappers.script import main
main({calls!r}, {real!r})
"""


def main(settings_path: str) -> int:
    """Do what the real rustc would, as far as anybody looks."""
    settings, args = read_settings(settings_path), sys.argv[1:]
    # Cargo's own questions about the compiler, and those of build scripts, have no crate in the environment.
    if "CARGO_CRATE_NAME" not in os.environ or "--crate-name" not in args:
        os.execv(settings["rustc"], [settings["rustc"], *args])  # noqa: S606
    record(settings["calls"], "rustc", args)
    if not _must_compile(settings, args):
        return _pretend(settings, args)
    code = subprocess.run([settings["rustc"], *args], check=False, close_fds=False).returncode
    if code == 0 and _value(args, "--crate-name").startswith("build_script_"):
        _put_shim(settings, args)
    return code


def _must_compile(settings: Settings, args: list[str]) -> bool:
    if "--target" in args or "--test" in args:
        return False
    env = os.environ
    key = f"{env['CARGO_PKG_NAME']} {env['CARGO_PKG_VERSION']} {env['CARGO_CRATE_NAME']}"
    return key in settings["compile"].split("\n")


def _pretend(settings: Settings, args: list[str]) -> int:
    asked = [settings["rustc"], *args, "--print", "file-names"]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        return done.returncode
    out, stem = _value(args, "--out-dir"), _value(args, "--crate-name")
    extra = next((arg.partition("=")[2] for arg in args if arg.startswith("extra-filename=")), "")
    source = next(arg for arg in args if arg.endswith(".rs"))
    for name in [*done.stdout.split("\n"), f"lib{stem}{extra}.rmeta"]:
        if name:
            with open(f"{out}/{name}", "wb"):  # noqa: PTH123
                pass
    with open(f"{out}/{stem}{extra}.d", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{out}/{stem}{extra}.d: {source}\n\n{source}:\n")
    return 0


def _put_shim(settings: Settings, args: list[str]) -> None:
    extra = next((arg.partition("=")[2] for arg in args if arg.startswith("extra-filename=")), "")
    program = f"{_value(args, '--out-dir')}/{_value(args, '--crate-name')}{extra}"
    real = program + ".real"
    os.replace(program, real)  # noqa: PTH105
    here = os.path.abspath(__file__).removesuffix("/conformance/wrappers/rustc.py")  # noqa: PTH100
    with open(program, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(_SHIM.format(python=sys.executable, here=here, calls=settings["calls"], real=real))
    os.chmod(program, 0o755)  # noqa: PTH101, S103


def _value(args: list[str], option: str) -> str:
    return args[args.index(option) + 1]
