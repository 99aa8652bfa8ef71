"""Random workspaces whose members turn on features of each other."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

__all__ = ["random_workspace"]

_FEATURES = ("a", "b", "c")
_TABLES = ("dependencies", "build-dependencies", "dev-dependencies")
_PLATFORMS = ("", "", "", "", "target.'cfg(unix)'.", "target.'cfg(windows)'.", "target.x86_64-unknown-linux-gnu.")
_PROFILES = ("", "", 'lto = "thin"\n', "lto = true\n", "strip = true\n", 'panic = "abort"\n', "debug = 1\n")
_CRATE_TYPES = ('["dylib"]', '["cdylib", "rlib"]', '["staticlib", "rlib"]')


@dataclass(frozen=True, slots=True)
class _Entry:
    """A dependency of a manifest: the table, the key, and the line."""

    table: str
    key: str
    line: str
    is_optional: bool

    @property
    def is_for_tests(self) -> bool:
        return self.table.endswith("dev-dependencies")


def random_workspace(random: Random) -> dict[str, str]:
    """Return the files of a workspace of three to seven members, without a lock file.

    A member depends only on members with a higher number.
    """
    count = random.randint(3, 7)
    resolver = random.choice(["1", "2", "2", "3"])
    root = f'[workspace]\nresolver = "{resolver}"\nmembers = ["*"]\n\n[profile.release]\n{random.choice(_PROFILES)}'
    if random.random() < 0.25:
        root += "[profile.release.build-override]\nopt-level = 2\n"
    if random.random() < 0.25:
        root += f"[profile.release.package.p{random.randrange(count)}]\nopt-level = 1\n"
    files = {"Cargo.toml": root}
    for number in range(count):
        files |= {f"p{number}/{path}": text for path, text in _member(random, number, count)}
    return files


def _member(random: Random, number: int, count: int) -> Iterator[tuple[str, str]]:
    entries = [entry for to in range(number + 1, count) if random.random() < 0.55 for entry in _entries(random, to)]
    has_script = random.random() < 0.35 or any("build-" in entry.table for entry in entries)
    manifest = f'[package]\nname = "p{number}"\nversion = "0.1.0"\nedition = "2021"\n'
    if has_script and random.random() < 0.5:
        manifest += f'links = "l{number}"\n'
    manifest += "[features]\n" + "".join(_features(random, [entry for entry in entries if not entry.is_for_tests]))
    for table in dict.fromkeys(entry.table for entry in entries):
        manifest += f"[{table}]\n" + "".join(entry.line for entry in entries if entry.table == table)
    if number > 0 and random.random() < 0.2:
        manifest += "[lib]\nproc-macro = true\n"
    elif random.random() < 0.2:
        manifest += f"[lib]\ncrate-type = {random.choice(_CRATE_TYPES)}\n"
    if random.random() < 0.3:
        required = random.choice(["", 'required-features = ["a"]\n', 'required-features = ["b"]\n'])
        manifest += f'[[bin]]\nname = "bin{number}"\npath = "src/main.rs"\n{required}'
        yield "src/main.rs", "fn main() {}\n"
    if has_script:
        yield "build.rs", "fn main() {}\n"
    yield "src/lib.rs", ""
    yield "Cargo.toml", manifest


def _entries(random: Random, to: int) -> Iterator[_Entry]:
    # Cargo refuses two names of one library.
    key = f"r{to}" if random.random() < 0.2 else f"p{to}"
    for table in random.sample(_TABLES, random.choice([1, 1, 1, 2])):
        is_optional = table != "dev-dependencies" and random.random() < 0.4
        line = f'{key} = {{ package = "p{to}", path = "../p{to}"'
        line += ", optional = true" if is_optional else ""
        line += ", default-features = false" if random.random() < 0.4 else ""
        line += f", features = {json.dumps([name for name in _FEATURES if random.random() < 0.25])} }}\n"
        yield _Entry(random.choice(_PLATFORMS) + table, key, line, is_optional)


def _features(random: Random, entries: list[_Entry]) -> Iterator[str]:
    """Yield the lines of the table of features."""
    keys = sorted({entry.key for entry in entries})
    optional = {entry.key for entry in entries if entry.is_optional}
    for name in ("default", *_FEATURES):
        values = [later for later in _FEATURES if (name == "default" or later > name) and random.random() < 0.3]
        for key in keys:
            chance = random.random()
            if key in optional and chance < 0.25:
                values.append(f"dep:{key}")
            elif key in optional and chance < 0.4:
                values.append(f"{key}?/{random.choice(_FEATURES)}")
            elif chance < 0.55:
                values.append(f"{key}/{random.choice(_FEATURES)}")
        yield f"{name} = {json.dumps(values)}\n"
