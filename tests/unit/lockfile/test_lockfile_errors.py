import pytest

from cargo_nix.errors import LockfileError
from cargo_nix.lockfile import parse_lockfile

INDEX = "registry+https://github.com/rust-lang/crates.io-index"
ENTRY = '[[package]]\nname = "serde"\nversion = "1.0.0"\n'
GENERATE = "  ways out:\n    1. cargo generate-lockfile"
NOT_TOML = """\
  ways out:
    1. if a merge left conflict markers, take one side whole, then `cargo update --workspace`
    2. cargo generate-lockfile"""
MERGE = """\
  ways out:
    1. cargo update --workspace
    2. if a merge mixed two lock files, take one side whole first"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'version = 4\n\n<<<<<<< HEAD\n[[package]]\nname = "a"\n',
            (
                "error: the lock file is not TOML\n  at: Cargo.lock:3:1\n  got: Invalid statement\n"
                f"  | <<<<<<< HEAD\n  | ^\n{NOT_TOML}"
            ),
        ),
        (
            'version = 4\r\na = "b" c',
            (
                "error: the lock file is not TOML\n  at: Cargo.lock:2:9\n"
                "  got: Expected newline or end of document after a statement\n"
                f'  | a = "b" c\n  |         ^\n{NOT_TOML}'
            ),
        ),
        (
            "version = [",
            (
                "error: the lock file is not TOML\n  at: Cargo.lock\n"
                f"  got: Invalid value (at end of document)\n{NOT_TOML}"
            ),
        ),
        (
            "version = 5",
            (
                "error: the lock file is of version 5, which is not known\n  at: Cargo.lock: version\n"
                "  expected: 3 or 4, or no such line, as in versions 1 and 2\n  got: 5\n  ways out:\n"
                "    1. use a release of cargo-nix that knows this version\n"
                "    2. remove the lock file and run `cargo generate-lockfile` with a stable cargo"
            ),
        ),
        (
            'version = "4"',
            (
                "error: `version` is of the wrong type\n  at: Cargo.lock: version\n  expected: an integer\n"
                "  got: a string: '4'"
            ),
        ),
        (
            "version = true",
            (
                "error: `version` is of the wrong type\n  at: Cargo.lock: version\n  expected: an integer\n"
                "  got: bool: True"
            ),
        ),
        (
            "package = [1]",
            (
                "error: `package` holds more than tables\n  at: Cargo.lock: package[0]\n  expected: a table\n"
                "  got: an integer: 1"
            ),
        ),
        (
            '[[package]]\nversion = "1.0.0"',
            "error: `name` is missing\n  at: Cargo.lock: package[0].name\n  expected: a string\n" + GENERATE,
        ),
        (
            '[[package]]\nname = "serde"\nversion = ""',
            'error: `version` is empty\n  at: Cargo.lock: package[0] "serde".version\n  expected: a string\n'
            + GENERATE,
        ),
        (
            ENTRY + "dependencies = [1]",
            (
                'error: `dependencies` holds more than strings\n  at: Cargo.lock: package[0] "serde".dependencies[0]\n'
                "  expected: a string\n  got: an integer: 1"
            ),
        ),
        (
            ENTRY + 'source = "path+file:///x"',
            "error: the source is none that a lock file may hold\n"
            '  at: Cargo.lock: package[0] "serde".source\n'
            "  expected: `registry+URL`, `sparse+URL` or `git+URL?branch=NAME#COMMIT`, the commit in full\n"
            "  got: path+file:///x\n" + GENERATE,
        ),
        (
            ENTRY + 'source = "git+https://example.org/g#abc"',
            "error: the source is none that a lock file may hold\n"
            '  at: Cargo.lock: package[0] "serde".source\n'
            "  expected: `registry+URL`, `sparse+URL` or `git+URL?branch=NAME#COMMIT`, the commit in full\n"
            "  got: git+https://example.org/g#abc\n" + GENERATE,
        ),
        (
            ENTRY + 'checksum = "abc"',
            (
                'error: the checksum is no sha256\n  at: Cargo.lock: package[0] "serde".checksum\n'
                "  expected: 64 digits of 0-9 and a-f\n  got: abc\n  ways out:\n"
                "    1. remove the checksum; cargo fetches `serde` again and writes it\n    2. cargo generate-lockfile"
            ),
        ),
        (
            ENTRY + '[metadata]\n"checksum serde 1.0.0" = "abc"',
            (
                "error: the checksum is no sha256\n"
                '  at: Cargo.lock: metadata."checksum serde 1.0.0"\n'
                "  expected: 64 digits of 0-9 and a-f\n  got: abc\n  ways out:\n"
                "    1. remove the checksum; cargo fetches `serde` again and writes it\n    2. cargo generate-lockfile"
            ),
        ),
        (
            '[metadata]\n"checksum serde 1.0.0 x" = "abc"',
            "error: invalid encoding of checksum in lock file\n"
            '  at: Cargo.lock: metadata."checksum serde 1.0.0 x"\n  expected: "checksum NAME VERSION (SOURCE)"\n'
            + GENERATE,
        ),
        (
            ENTRY + ENTRY,
            (
                "error: package `serde 1.0.0` is specified twice in the lock file\n"
                '  at: Cargo.lock: package[1] "serde"\n  ways out:\n'
                "    1. if a merge mixed two lock files, take one side whole\n    2. cargo generate-lockfile"
            ),
        ),
        (
            ENTRY + 'dependencies = ["serd"]',
            "error: no locked package matches `serd`\n"
            '  at: Cargo.lock: package[0] "serde".dependencies[0]\n'
            "  expected: a package of the lock file, say `serde 1.0.0`\n" + MERGE,
        ),
        (
            ENTRY + f'dependencies = ["serde", "serde 1.0.0 ({INDEX})"]',
            f"error: no locked package matches `serde 1.0.0 ({INDEX})`\n"
            '  at: Cargo.lock: package[0] "serde".dependencies[1]\n'
            "  expected: a package of the lock file, say `serde 1.0.0`\n" + MERGE,
        ),
        (
            ENTRY + 'dependencies = ["quite different"]',
            "error: no locked package matches `quite different`\n"
            '  at: Cargo.lock: package[0] "serde".dependencies[0]\n  expected: a package of the lock file\n' + MERGE,
        ),
        (
            ENTRY + 'dependencies = ["serde"]\n' + ENTRY.replace("1.0.0", "2.0.0"),
            "error: `serde` may mean 2 locked packages\n"
            '  at: Cargo.lock: package[0] "serde".dependencies[0]\n'
            "  expected: one of `serde 1.0.0`, `serde 2.0.0`\n" + MERGE,
        ),
        (
            ENTRY + 'dependencies = ["serde 1.0.0 x"]',
            "error: `serde 1.0.0 x` is no reference to a package\n"
            '  at: Cargo.lock: package[0] "serde".dependencies[0]\n'
            "  expected: `name`, `name version` or `name version (source)`\n" + GENERATE,
        ),
    ],
)
def test_errors_in_full(text: str, message: str) -> None:
    with pytest.raises(LockfileError) as caught:
        parse_lockfile(text)
    assert str(caught.value) == message


def test_file_name_is_shown() -> None:
    with pytest.raises(LockfileError) as caught:
        parse_lockfile("version = 7", file="sub/Cargo.lock")
    assert caught.value.place == "sub/Cargo.lock: version"


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "version = " + "1" * 5000])
def test_limits_of_the_parser_are_errors_of_the_stage(text: str) -> None:
    with pytest.raises(LockfileError, match="the lock file is not TOML"):
        parse_lockfile(text)
