"""The ``rustc`` for cargo: record the call, compile the units that run, and fake the other units.

During a build only build scripts and the units they link run. For all other units the wrapper writes empty files,
without reading the source; cargo passes the same argv and environment either way.
"""

import os
import sys

from conformance.wrappers.recording import Settings, read_settings, record

__all__ = ["main"]

_LINUX = {
    **dict.fromkeys(("lib", "rlib"), "lib{}.rlib"),
    **dict.fromkeys(("dylib", "cdylib", "proc-macro"), "lib{}.so"),
    "staticlib": "lib{}.a",
    "bin": "{}",
}

_SHIM = """#!{python} -IS
import sys
sys.path.insert(0, {here!r})
from conformance.wrappers.script import main
main({settings!r}, {real!r})
"""


def main(settings_path: str) -> int:
    """Record the call, then compile the unit or write empty files."""
    settings, args = read_settings(settings_path), sys.argv[1:]
    # Queries about the compiler, by cargo or by build scripts, have no crate name.
    if "CARGO_CRATE_NAME" not in os.environ or "--crate-name" not in args:
        os.execv(settings["rustc"], [settings["rustc"], *args])  # noqa: S606
    record(settings["calls"], "rustc", args)
    if not _must_compile(settings, args):
        return _pretend(settings, args)
    code = _compile(settings, args)
    if code == 0 and _value(args, "--crate-name").startswith("build_script_"):
        _put_shim(settings_path, args)
    return code


def _compile(settings: Settings, args: list[str]) -> int:
    from conformance.wrappers.cache import cached_result, fetch, keep  # noqa: PLC0415 -- few units come here

    externs = [args[index + 1].partition("=")[2] for index, arg in enumerate(args) if arg == "--extern"]
    cached = cached_result(settings["cache"], settings["crates"], [settings["version"], *args], filter(None, externs))
    out, name = _value(args, "--out-dir"), _value(args, "--crate-name") + _extra(args)
    if cached is not None and fetch(cached, out):
        return 0
    # Debug information is never used.
    code = _run([settings["rustc"], *args, "-C", "debuginfo=0"])
    if cached is not None and code == 0:
        keep(cached, [file for file in os.listdir(out) if file.removeprefix("lib").startswith(name)], out)  # noqa: PTH208
    return code


def _must_compile(settings: Settings, args: list[str]) -> bool:
    if "--target" in args or "--test" in args:
        return False
    env = os.environ
    level = next((arg.partition("=")[2] for arg in args if arg.startswith("opt-level=")), "0")
    # A user's flags may set features that the package does not have.
    declared = " ".join(arg for arg in args if arg.startswith("cfg(feature,"))
    features = sorted(arg[9:-1] for arg in args if arg.startswith('feature="') and arg[8:] in declared)
    package = f"{env['CARGO_PKG_NAME']} {env['CARGO_PKG_VERSION']}"
    key = f"{package} {env['CARGO_CRATE_NAME']} {level} {','.join(features)}"
    return key in settings["compile"].split("\n")


def _pretend(settings: Settings, args: list[str]) -> int:
    out, stem, extra = _value(args, "--out-dir"), _value(args, "--crate-name"), _extra(args)
    source = next(arg for arg in args if arg.endswith(".rs"))
    for name in [*_file_names(settings, args, stem + extra), f"lib{stem}{extra}.rmeta"]:
        with open(f"{out}/{name}", "wb"):  # noqa: PTH123
            pass
    with open(f"{out}/{stem}{extra}.d", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{out}/{stem}{extra}.d: {source}\n\n{source}:\n")
    return 0


def _file_names(settings: Settings, args: list[str], name: str) -> list[str]:
    """Return the names of rustc's output files; only for other systems than Linux this starts rustc, which is slow."""
    if "--target" in args and "-linux-" not in _value(args, "--target"):
        from subprocess import run  # noqa: PLC0415 -- a wrapper starts once a unit

        argv = [settings["rustc"], *args, "--print", "file-names"]
        return run(argv, check=True, stdout=-1, text=True).stdout.split()
    types = [] if "--test" in args else [args[index + 1] for index, arg in enumerate(args) if arg == "--crate-type"]
    return [_LINUX[crate_type].format(name) for crate_type in types or ["bin"]]


def _run(argv: list[str]) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn(argv[0], argv, os.environ), 0)[1])


def _put_shim(settings_path: str, args: list[str]) -> None:
    program = f"{_value(args, '--out-dir')}/{_value(args, '--crate-name')}{_extra(args)}"
    real = program + ".real"
    os.replace(program, real)  # noqa: PTH105
    here = os.path.abspath(__file__).removesuffix("/conformance/wrappers/rustc.py")  # noqa: PTH100
    with open(program, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(_SHIM.format(python=sys.executable, here=here, settings=settings_path, real=real))
    os.chmod(program, 0o755)  # noqa: PTH101, S103


def _extra(args: list[str]) -> str:
    return next((arg.partition("=")[2] for arg in args if arg.startswith("extra-filename=")), "")


def _value(args: list[str], option: str) -> str:
    return args[args.index(option) + 1]
