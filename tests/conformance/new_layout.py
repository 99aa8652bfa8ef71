"""Calls of Cargo's new build directory (`-Z build-dir-new-layout`), written as calls of the old one.

The new layout has a directory for each unit, `build/<package>/<hash>`, and no `deps`. Nothing but directories and names of
files depends on the layout, so the comparison of everything else stays as strict as before:

- `-L dependency=` names the directory of each unit in the closure, and the old layout names `deps` once.
- OUT_DIR is `build/<package>/<hash>/out`, and was `build/<package>-<hash>/out`.
- Programs and build scripts have no `-C extra-filename`, because the directory has the hash.
- LD_LIBRARY_PATH of all calls has the directory of one unit in the place of `deps`.
- Artifact dependencies are in `artifact` of the unit, and were in `deps/artifact/<package>-<hash>`. Programs among them had
  the hash in their names.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from conformance.call import Call

__all__ = ["FLAGS", "VARIABLES", "OldLayout"]

FLAGS = ("-Zbuild-dir-new-layout",)
# RUSTC_BOOTSTRAP would reach rustc and the build scripts too, and change their answers.
VARIABLES = {"__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS": "nightly"}

_DEPENDENCY = "dependency="
_HASHED = re.compile(r"/([0-9a-f]{16})/(?:out|artifact/\w+)\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class OldLayout:
    """Functions that write paths below ``target_dir`` as in the old layout.

    ``runs`` are the hashes of script runs, ``examples`` those of examples. ``loaded`` are directories of units in
    LD_LIBRARY_PATH of all calls.
    """

    target_dir: str
    runs: frozenset[str]
    examples: frozenset[str]
    loaded: frozenset[str]

    @classmethod
    def of_calls(cls, calls: Sequence[Call], target_dir: Path, example_sources: frozenset[str]) -> "OldLayout":
        """Return the functions for the recorded ``calls``. ``example_sources`` are the main files of examples."""
        # An overridden script does not run, but its package has an OUT_DIR.
        out_dirs = {call.env["OUT_DIR"] for call in calls if "OUT_DIR" in call.env}
        compilations = [call for call in calls if call.program == "rustc"]
        examples = [call for call in compilations if _source(call) in example_sources]
        unit = re.compile(rf"{re.escape(str(target_dir))}/.*/build/[^/]+/[0-9a-f]{{16}}/out")
        paths = [_units_in(call.env.get("LD_LIBRARY_PATH", ""), unit) for call in compilations]
        # A script may set the variable for its package.
        paths = [directories for directories in paths if directories]
        return cls(
            target_dir=str(target_dir),
            runs=frozenset(Path(out_dir).parent.name for out_dir in out_dirs),
            examples=frozenset(_hash_of(call) for call in examples),
            loaded=frozenset.intersection(*paths) if paths else frozenset(),
        )

    def text(self, text: str) -> str:
        """Return ``text`` with paths of the old layout."""
        unit = rf"({re.escape(self.target_dir)}(?:/[^/:=\s]+){{1,2}})/build/([^/:\s]+)/([0-9a-f]{{16}})"
        text = re.sub(rf"{unit}/artifact/(\w+)(?:/([^/:\s]+))?", _artifact, text)
        return re.sub(rf"{unit}/out", self._directory, text)

    def _directory(self, match: re.Match[str]) -> str:
        profile, package, unit = match.groups()
        if unit in self.runs:
            return f"{profile}/build/{package}-{unit}/out"
        return f"{profile}/examples" if unit in self.examples else f"{profile}/deps"

    def call(self, call: Call) -> Call:
        """Return the recorded ``call`` as Cargo would make it with the old layout."""
        argv = self._arguments(call) if call.program in {"rustc", "rustdoc"} else list(map(self.text, call.argv))
        env = {name: self.text(value) for name, value in call.env.items()}
        if "LD_LIBRARY_PATH" in env:
            env["LD_LIBRARY_PATH"] = self._library_path(call)
        return replace(call, argv=tuple(argv), env=env)

    def _library_path(self, call: Call) -> str:
        # Cargo's directory of the platform on which rustc or the test runs.
        ran = call.argv[0] if call.program == "test" else ""
        profile = self._profile(ran) if ran else self._profile_of(call, for_host=True)
        words: list[str] = []
        replaced: set[str] = set()
        for path in call.env["LD_LIBRARY_PATH"].split(":"):
            # The directory may also be there as the OUT_DIR of a script.
            is_loaded = path in self.loaded - replaced
            replaced |= {path} if is_loaded else set()
            words.append(f"{profile}/deps" if is_loaded else self.text(path))
        return ":".join(dict.fromkeys(words))

    def _profile(self, path: str) -> str:
        return path.partition("/build/")[0]

    def _profile_of(self, call: Call, *, for_host: bool) -> str:
        """Return the directory of the profile for the host, or for the platform of ``call``."""
        loaded = self._profile(next(iter(self.loaded), f"{self.target_dir}/debug"))
        name = loaded.rpartition("/")[2]
        target = None if for_host else call.value("--target")
        return f"{self.target_dir}/{target}/{name}" if target else f"{self.target_dir}/{name}"

    def _arguments(self, call: Call) -> list[str]:
        # Only units with a hash in the names of their files had the argument.
        is_program = call.program == "rustc" and call.value("--crate-type") in {None, "bin"}
        arguments: list[str] = []
        has_directories = False
        for arg in call.argv:
            # Build scripts may add directories of this kind too.
            if arg.startswith(f"{_DEPENDENCY}{self.target_dir}/"):
                arguments.pop()
                if not has_directories:
                    arguments += self._dependency_directories(call)
                has_directories = True
            elif arg.startswith("metadata=") and is_program and call.codegen("extra-filename") is None:
                arguments += [arg, "-C", f"extra-filename=-{_hash_of(call)}"]
            else:
                arguments.append(self.text(arg))
        return arguments

    def _dependency_directories(self, call: Call) -> list[str]:
        host, target = self._profile_of(call, for_host=True), self._profile_of(call, for_host=False)
        return [word for profile in dict.fromkeys((target, host)) for word in ("-L", f"{_DEPENDENCY}{profile}/deps")]

    def outputs(self, outputs: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the ``outputs`` of scripts by OUT_DIR, both with paths of the old layout."""
        return {
            self.text(out_dir): self.text(output.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            for out_dir, output in outputs.items()
        }


def _units_in(path: str, unit: re.Pattern[str]) -> frozenset[str]:
    return frozenset(filter(unit.fullmatch, path.split(":")))


def _artifact(match: re.Match[str]) -> str:
    profile, package, unit, kind, file = match.groups()
    directory = f"{profile}/deps/artifact/{package}-{unit}/{kind}"
    if file is None:
        return directory
    stem, dot, ending = file.partition(".")
    return f"{directory}/{stem}-{unit}{dot}{ending}" if kind == "bin" else f"{directory}/{file}"


def _hash_of(call: Call) -> str:
    match = _HASHED.search(call.value("--out-dir") or "")
    return match[1] if match else ""


def _source(call: Call) -> str:
    source = next((arg for arg in call.argv if arg.endswith(".rs")), "")
    return str(Path(call.cwd) / source)
