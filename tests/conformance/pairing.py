"""Which of cargo's calls is which of ours, and the hashes of both under one name."""

import re
from dataclasses import dataclass, field, replace

from conformance.call import Call
from conformance.diff import differing_lines

__all__ = ["Pairing", "hashes_of"]

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


def hashes_of(call: Call) -> set[str]:
    """Return the hashes that name the unit of ``call``: cargo's two of a compilation, that of a script's OUT_DIR.

    A directory that cargo has for one unit alone, that of an artifact, has one of them in its name.
    """
    if call.program == "script":
        return set(_HASH.findall(call.env.get("OUT_DIR", "")))
    if call.program == "rustdoc":
        # The library's, or none that anything else has.
        return set()
    found = {call.codegen("metadata"), (call.codegen("extra-filename") or "").removeprefix("-")}
    return {name for name in found if name} | set(_HASH.findall(call.value("--out-dir") or ""))


def _key(call: Call) -> tuple[object, ...]:
    """Return what a unit is known by: package, target, kind, platform, features, test or not, checked or built."""
    if call.program == "script":
        features = sorted(name for name in call.env if name.startswith("CARGO_FEATURE_"))
        return ("script", call.env["CARGO_MANIFEST_DIR"], call.env.get("TARGET"), *features)
    if call.program == "rustdoc":
        # Of a library and a program of one name, and of what is documented for the host and for the target.
        source = next((arg for arg in call.argv if arg.endswith(".rs")), "")
        named = (call.env["CARGO_MANIFEST_DIR"], call.value("--crate-name"), source)
        return ("rustdoc", *named, call.value("--target"), "--test" in call.argv)
    pairs = list(zip(call.argv, call.argv[1:], strict=False))
    features = sorted(value for option, value in pairs if option == "--cfg" and value.startswith('feature="'))
    source = next((arg for arg in call.argv if arg.endswith(".rs")), "")
    types = [value for option, value in pairs if option == "--crate-type"]
    emit = next((arg for arg in call.argv if arg.startswith("--emit=")), "")
    test = "--test" in call.argv or ("--cfg", "test") in pairs
    where = call.env.get("CARGO_MANIFEST_DIR")
    what = (where, source, call.value("--crate-name"), *types)
    return ("rustc", *what, test, "link" in emit, call.value("--target"), *features)


@dataclass(kw_only=True, slots=True)
class Pairing:
    """Cargo's calls that are not paired yet, and the names of all hashes seen."""

    left: list[Call]
    names: dict[str, str] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], str] = field(default_factory=dict)

    def take(self, ours: Call, name: str) -> Call | None:
        """Return cargo's call for ``ours`` and give both units' hashes ``name``; the nearest, where several fit.

        Runs of one script that differ in nothing have one name: nobody can tell which of cargo's is which of ours.
        """
        if ours.program == "script":
            seen = {variable: value for variable, value in self.named(ours).env.items() if variable != "OUT_DIR"}
            name = self._runs.setdefault(tuple(sorted(seen.items())), name)
        fitting = [call for call in self.left if _key(call) == _key(ours)]
        if not fitting:
            self.names |= dict.fromkeys(hashes_of(ours), name)
            return None
        best = min(fitting, key=lambda call: len(differing_lines(*self._both(call, ours, name))))
        self.left.remove(best)
        self.names |= dict.fromkeys(hashes_of(best) | hashes_of(ours), name)
        return best

    def adopt(self, ours: Call, name: str) -> None:
        """Name the hashes of a script that the configuration overrides: cargo runs none, but its OUT_DIR is told."""
        where = ours.env["CARGO_MANIFEST_DIR"]
        told = [call.env.get("OUT_DIR", "") for call in self.left if call.env.get("CARGO_MANIFEST_DIR") == where]
        found = {part for text in told for part in _HASH.findall(text)}
        self.names |= dict.fromkeys(found | hashes_of(ours), name)

    def named(self, call: Call) -> Call:
        """Return ``call`` with the name of a unit for each hash that has one."""
        return _replace(call, self.names)

    def _both(self, cargos: Call, ours: Call, name: str) -> tuple[Call, Call]:
        names = {**self.names, **dict.fromkeys(hashes_of(cargos) | hashes_of(ours), name)}
        return _replace(cargos, names), _replace(ours, names)


def _replace(call: Call, names: dict[str, str]) -> Call:
    def text(value: str) -> str:
        return _HASH.sub(lambda match: names.get(match[0], match[0]), value)

    env = {name: text(value) for name, value in call.env.items()}
    return replace(call, argv=tuple(map(text, call.argv)), env=env, elsewhere=frozenset(map(text, call.elsewhere)))
