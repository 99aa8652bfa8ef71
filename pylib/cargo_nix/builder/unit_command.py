"""argv and environment of a unit, composed of what the derivation knows and what its dependencies' results say.

Pure: paths in, lists out. The conformance suite calls the same functions (Cargo: core/compiler/mod.rs).
"""

from __future__ import annotations

from loader_path import LOADER_PATH, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import LinkArgApplies, ScriptResult
    from unit_attributes import CrateAttributes, RustcAttributes, ScriptAttributes, UnitRow

__all__ = ["base_env", "build_script_env", "rustc_argv", "rustc_env"]


def base_env(attrs: CrateAttributes | ScriptAttributes) -> dict[str, str]:
    """Return what rustc and a build script of the package both see."""
    manifest_dir = attrs["manifestDir"]
    return {
        **attrs["configEnv"],
        **attrs["dependencyEnv"],
        **attrs["packageEnv"],
        **attrs["unit"]["env"],
        "CARGO": attrs["cargo"],
        "CARGO_MANIFEST_DIR": manifest_dir,
        "CARGO_MANIFEST_PATH": manifest_dir + "/Cargo.toml",
    }


def rustc_argv(  # noqa: PLR0913, PLR0917 -- what of a call is known only when the unit is built
    attrs: RustcAttributes,
    deps: dict[str, str],
    out: str,
    script_result: ScriptResult | None,
    reached: list[tuple[bool, ScriptResult]],
    applies: LinkArgApplies,
) -> list[str]:
    """Return rustc's argv. ``deps`` maps ``own`` and ``host`` to the directories that hold the linkable dependencies.

    ``script_result`` is that of the package's build script, ``reached`` are those of all that reach the unit, in
    Cargo's order, each with whether it is the package's own. ``applies`` is linker_args.link_arg_applies.
    """
    unit = attrs["unit"]
    argv = [attrs["rustc"], "--crate-name", unit["crate_name"], "--edition=" + unit["edition"], attrs["srcPath"]]
    argv += unit["args"]
    argv += ["--out-dir", out]
    if unit["platform"] is not None:
        argv += ["--target", unit["platform"]]
    if unit["linker"] is not None:
        argv += ["-C", "linker=" + unit["linker"]]
    if attrs.get("incrementalDir"):
        argv += ["-C", "incremental=" + attrs["incrementalDir"]]
    argv += unit["strip"]
    argv += ["-L", "dependency=" + deps["own"]]
    if unit["platform"] is not None:
        argv += ["-L", "dependency=" + deps["host"]]
    for extern in attrs["externs"]:
        options = extern["options"] + ":" if extern["options"] else ""
        argv += ["--extern", options + extern["name"] + "=" + deps[extern["where"]] + "/" + extern["file"]]
    argv += unit["args_after"]
    argv += _script_args(unit, script_result, reached, applies)
    for old_path, new_path in attrs["remap"]:
        argv.append("--remap-path-prefix=" + old_path + "=" + new_path)
    return argv


def _script_args(
    unit: UnitRow, script_result: ScriptResult | None, reached: list[tuple[bool, ScriptResult]], applies: LinkArgApplies
) -> list[str]:
    args: list[str] = []
    paths = [
        (not (plain_path(path) + "/").startswith(result["out_dir"] + "/"), path)
        for _mine, result in reached
        for path in result["library_paths"]
    ]
    # What a script made itself comes before what the system has; a stable sort keeps the rest in order.
    for _outside, path in sorted(paths, key=lambda pair: pair[0]):
        args += ["-L", path]
    # Of a checked test the mode is `check`.
    mode = "test" if "--test" in unit["args"] else unit["mode"]
    for is_own, result in reached:
        if is_own and unit["pass_links"]:
            for library in result["library_links"]:
                args += ["-l", library]
        for kind, arg in result["linker_args"]:
            if applies(kind, unit["kind"], unit["crate_types"], unit["target"], mode, is_own):
                args += ["-C", "link-arg=" + arg]
    if script_result is not None:
        for cfg in script_result["cfgs"]:
            args += ["--cfg", cfg]
        for cfg in script_result["check_cfgs"]:
            args += ["--check-cfg", cfg]
    return args


def rustc_env(
    attrs: CrateAttributes,
    script_result: ScriptResult | None,
    bins: dict[str, str],
    tmp: str,
    loader_variables: dict[str, str],
) -> dict[str, str]:
    """Return rustc's environment beside what the machine gives.

    ``bins`` are the programs that an integration test or bench may run, ``tmp`` the directory that it may write to,
    ``loader_variables`` is loader_path.loader_env. What a script says of any of them wins (core/compiler/mod.rs,
    add_custom_flags).
    """
    env = {**base_env(attrs), **loader_variables}
    for name, path in bins.items():
        env["CARGO_BIN_EXE_" + name] = path
    if attrs["unit"]["kind"] in ("test", "bench"):
        env["CARGO_TARGET_TMPDIR"] = tmp
    if script_result is not None:
        env["OUT_DIR"] = script_result["out_dir"]
        env.update((name, value) for name, value in script_result["env"])
    return env


def build_script_env(attrs: ScriptAttributes, out_dir: str, linked: list[tuple[str, ScriptResult]]) -> dict[str, str]:
    """Return a build script's environment beside what the machine gives.

    ``linked`` are the results of the direct dependencies with ``links``, each under its DEP_ name (reference S28, S29).
    """
    unit, env = attrs["unit"], base_env(attrs)
    run = unit["run"]
    env["OUT_DIR"] = out_dir
    env["RUSTC"] = attrs["rustc"]
    env["RUSTDOC"] = attrs["rustdoc"]
    env["CARGO_ENCODED_RUSTFLAGS"] = "\x1f".join(run["rustflags"])
    for name in ("RUSTFLAGS", LOADER_PATH):
        env.pop(name, None)  # of the configuration's [env]: Cargo takes it away, or sets its own
    if unit["linker"] is not None:
        env["RUSTC_LINKER"] = unit["linker"]
    # Flags of the user may set further features. That debug assertions are on is the profile's to say, not rustc's.
    values = {"feature": list(run["features"]), **({"debug_assertions": []} if run["debug_assertions"] else {})}
    for line in attrs["cfg"]:
        name, equals, value = line.partition("=")
        if equals:
            values.setdefault(name, []).append(value.strip('"'))
        elif name != "debug_assertions":
            values[name] = []
    for name, cfg_values in values.items():
        env["CARGO_CFG_" + name.upper().replace("-", "_")] = ",".join(cfg_values)
    for name, result in linked:
        for key, value in result["metadata"]:
            env["DEP_" + name + "_" + key.upper().replace("-", "_")] = value
    return env
