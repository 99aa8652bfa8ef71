"""Replace directories with tokens: cargo and Nix use different directories, and only the paths inside count."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from shutil import which

from cargo_nix.cargo import Selection
from cargo_nix.plan import Plan
from conformance.call import Call
from conformance.recorder import Recording

__all__ = ["Tokens", "programs_directory", "tokens_of"]

_LIBDIR = re.compile(r"(?<![^:])/[^:]*/rustlib/([^/:]+)/lib(?![^:])")
_DIRECTORIES = {"dev": "debug", "test": "debug", "bench": "release"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """Path prefixes with their tokens, the longest first.

    ``inherited`` are the variables of every process, ``cargo`` is cargo's path, ``checks`` is true for ``cargo check``.
    """

    prefixes: tuple[tuple[str, str], ...]
    inherited: Mapping[str, str]
    cargo: str
    checks: bool

    def text(self, text: str) -> str:
        """Return ``text`` with tokens instead of prefixes."""
        for prefix, token in self.prefixes:
            if prefix in text:
                text = text.replace(prefix, token)
        return text

    def call(self, call: Call) -> Call:
        """Return ``call`` with tokens instead of prefixes, and without inherited variables."""
        env = {
            name: self.text(value)
            for name, value in call.env.items()
            # Cargo prepends directories to the variable; the comparison skips some of the directories.
            if name == "LD_LIBRARY_PATH" or self.inherited.get(name) != value
        }
        if "CARGO" in env:
            env["CARGO"] = "<cargo>" if env["CARGO"] == self.cargo else env["CARGO"]
        if call.program == "test" and "LD_LIBRARY_PATH" in env:
            env["LD_LIBRARY_PATH"] = _LIBDIR.sub(r"<libdir of \1>", env["LD_LIBRARY_PATH"])
        argv = tuple(map(self.text, call.argv))
        return replace(call, argv=argv, env=env, cwd=self.text(call.cwd), checks=self.checks)


def tokens_of(recording: Recording, plan: Plan, selection: Selection) -> Tokens:
    """Return the tokens for ``recording``, whose units are in ``plan``."""
    profile, target = selection.profile, str(recording.target_dir)
    profile_dir = _DIRECTORIES.get(profile, profile)
    host = "<deps>" if plan.target is None else "<host-deps>"
    tokens = {
        f"{target}/{profile_dir}/deps": host,
        "/nonexistent": programs_directory(plan, profile),
        target: "<target>",
        str(recording.root): "<workspace>",
        str(recording.wrapper): "<rustc>",
        str(recording.wrapper.with_name("rustdoc")): "<rustdoc>",
        **_crates(recording.calls, str(recording.root)),
    }
    for platform in {unit.platform for unit in plan.units} - {None}:
        is_target = platform == plan.target
        tokens[f"{target}/{platform}/{profile_dir}/deps"] = "<deps>" if is_target else f"<deps of {platform}>"
    prefixes = sorted(tokens.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    return Tokens(
        prefixes=tuple(prefixes),
        inherited=recording.env,
        cargo=str(which("cargo")),
        checks=selection.command == "check",
    )


def programs_directory(plan: Plan, profile: str) -> str:
    """Return cargo's directory for the programs of ``plan``."""
    triple = "" if plan.target is None else f"{plan.target}/"
    return f"<target>/{triple}{_DIRECTORIES.get(profile, profile)}"


def _crates(calls: Iterable[Call], root: str) -> dict[str, str]:
    tokens = {}
    for call in calls:
        directory = call.env["CARGO_MANIFEST_DIR"]
        # A script can set the variable to any value.
        if directory.startswith("/") and not f"{directory}/".startswith(f"{root}/"):
            tokens[directory] = f"<crates>/{call.env['CARGO_PKG_NAME']}-{call.env['CARGO_PKG_VERSION']}"
    return tokens
