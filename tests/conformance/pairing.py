"""Pair cargo's calls with our calls, and give the hashes of a pair one name."""

import re
from dataclasses import dataclass, field, replace

from conformance.call import Call
from conformance.diff import differing_lines

__all__ = ["Pairing", "hashes_of"]

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


def hashes_of(call: Call) -> set[str]:
    """Return the hashes of the unit in ``call``: two in a compilation, one in the OUT_DIR of a script.

    The directory of an artifact has a hash in its name, too.
    """
    if call.program == "script":
        return set(_HASH.findall(call.env.get("OUT_DIR", "")))
    if call.program == "rustdoc":
        # rustdoc's arguments have the hash of the library, or no unique hash.
        return set()
    hashes = {call.codegen("metadata"), (call.codegen("extra-filename") or "").removeprefix("-")}
    return {name for name in hashes if name} | set(_HASH.findall(call.value("--out-dir") or ""))


def _key(call: Call) -> tuple[object, ...]:
    """Return the identity of a unit: package, target, kind, platform, features, test, checked or built."""
    if call.program == "script":
        features = sorted(name for name in call.env if name.startswith("CARGO_FEATURE_"))
        return ("script", call.env["CARGO_MANIFEST_DIR"], call.env.get("TARGET"), *features)
    if call.program == "rustdoc":
        # The source tells apart a library and a program of one name; `--target` tells host and target apart.
        source = next((arg for arg in call.argv if arg.endswith(".rs")), "")
        named = (call.env["CARGO_MANIFEST_DIR"], call.value("--crate-name"), source)
        return ("rustdoc", *named, call.value("--target"), "--test" in call.argv)
    pairs = list(zip(call.argv, call.argv[1:], strict=False))
    features = sorted(value for option, value in pairs if option == "--cfg" and value.startswith('feature="'))
    source = next((arg for arg in call.argv if arg.endswith(".rs")), "")
    types = [value for option, value in pairs if option == "--crate-type"]
    emit = next((arg for arg in call.argv if arg.startswith("--emit=")), "")
    test = "--test" in call.argv or ("--cfg", "test") in pairs
    manifest_dir = call.env.get("CARGO_MANIFEST_DIR")
    crate = (manifest_dir, source, call.value("--crate-name"), *types)
    return ("rustc", *crate, test, "link" in emit, call.value("--target"), *features)


@dataclass(kw_only=True, slots=True)
class Pairing:
    """Cargo's calls without a partner, and the names of hashes."""

    unpaired: list[Call]
    names: dict[str, str] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], str] = field(default_factory=dict)

    def take(self, ours: Call, name: str) -> Call | None:
        """Return cargo's most similar call for ``ours``, and give the hashes of both units ``name``.

        Equal runs of a script share a name, because no fact tells which of cargo's runs is which.
        """
        if ours.program == "script":
            variables = {variable: value for variable, value in self.named(ours).env.items() if variable != "OUT_DIR"}
            name = self._runs.setdefault(tuple(sorted(variables.items())), name)
        candidates = [call for call in self.unpaired if _key(call) == _key(ours)]
        if not candidates:
            self.names |= dict.fromkeys(hashes_of(ours), name)
            return None
        best = min(candidates, key=lambda call: len(differing_lines(*self._both(call, ours, name))))
        self.unpaired.remove(best)
        self.names |= dict.fromkeys(hashes_of(best) | hashes_of(ours), name)
        return best

    def adopt(self, ours: Call, name: str) -> None:
        """Name the hashes of an overridden script: cargo does not run the script, but passes its OUT_DIR."""
        manifest_dir = ours.env["CARGO_MANIFEST_DIR"]
        out_dirs = [
            call.env.get("OUT_DIR", "") for call in self.unpaired if call.env.get("CARGO_MANIFEST_DIR") == manifest_dir
        ]
        hashes = {part for text in out_dirs for part in _HASH.findall(text)}
        self.names |= dict.fromkeys(hashes | hashes_of(ours), name)

    def named(self, call: Call) -> Call:
        """Return ``call`` with names instead of hashes."""
        return _replace(call, self.names)

    def _both(self, cargos: Call, ours: Call, name: str) -> tuple[Call, Call]:
        names = {**self.names, **dict.fromkeys(hashes_of(cargos) | hashes_of(ours), name)}
        return _replace(cargos, names), _replace(ours, names)


def _replace(call: Call, names: dict[str, str]) -> Call:
    def text(value: str) -> str:
        return _HASH.sub(lambda match: names.get(match[0], match[0]), value)

    env = {name: text(value) for name, value in call.env.items()}
    return replace(
        call,
        argv=tuple(map(text, call.argv)),
        env=env,
        unrelated_directories=frozenset(map(text, call.unrelated_directories)),
    )
