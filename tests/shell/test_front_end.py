"""The program that stands in for rustc, with a store and a compiler of the test."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.shell.write_index import write_index
from support.nix import CHECKOUT

REGISTRY = "index.example.org-0123456789abcdef"
CODEGEN = ["-C", "embed-bitcode=no", "-C", "debuginfo=2"]


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory).resolve()


@pytest.fixture(scope="module")
def program(place: Path) -> Path:
    """Compile the program; its rustc prints its arguments."""
    real = place / "real-rustc"
    real.write_text('#!/bin/sh\necho "real $*"\n', encoding="utf-8")
    real.chmod(0o755)
    env = {
        **os.environ,
        "CARGO_NIX_RUSTC": str(real),
        "CARGO_NIX_CARGO": "cargo",
        "CARGO_NIX_STORE": str(place / "store"),
    }
    argv = [
        "rustc",
        "--edition=2021",
        "-D",
        "warnings",
        "-o",
        str(place / "rustc"),
        str(CHECKOUT / "rustlib/shell/main.rs"),
    ]
    subprocess.run(argv, env=env, check=True)
    return place / "rustc"


def _row(store: Path, name: str, externs: list[dict[str, str]], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "out": str(store / f"hash-{name}-1.0.0"), "package": name, "version": "1.0.0", "crate": f"{name}-1.0.0",
        "vendored": "", "store": str(store), "crateName": name, "edition": "2021",
        "args": ["--crate-type", "lib", "--emit=dep-info,metadata,link", *CODEGEN, "-C", "metadata=1d"],
        "argsAfter": ["--cap-lints", "allow"], "strip": [], "platform": None, "externs": externs,
        "files": [f"lib{name}-1d.rlib"], "identity": "1d", "script": "", "linked": [], "passLinks": True,
        "variables": {}, "run": None, "attributes": None, **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def index(place: Path, program: Path) -> Path:
    """Write units of the crates `low` and `high`, which links `low`, and their index."""
    store = place / "store"
    high = [{"name": "low", "options": "", "unit": str(store / "hash-low-1.0.0")}]
    rows = [_row(store, "low", []), _row(store, "high", high, variables={"HIGH_LEVEL": "1\n2"})]
    for row in rows:
        out = Path(row["out"])
        out.mkdir(parents=True)
        source = place / f"{row['package']}.rs"
        source.write_text(f'pub fn name() -> &\'static str {{ "{row["package"]}" }}\n', encoding="utf-8")
        argv = ["rustc", "--edition=2021", "--crate-name", row["package"], "--crate-type", "lib", str(source)]
        subprocess.run(
            [*argv, *CODEGEN, "--emit=metadata,link", "--out-dir", str(out), "-C", "extra-filename=-1d"], check=True
        )
    (place / "registry").write_text(REGISTRY, encoding="utf-8")
    (place / "variables").write_text(json.dumps({"high-1.0.0": ["HIGH_SETTING", "HIGH_LEVEL"]}), encoding="utf-8")
    request = {
        "units": rows, "registry": str(place / "registry"), "variables": [str(place / "variables")],
        "program": str(program), "environment": "",
    }  # fmt: skip
    write_index(request, place / "index")
    return place / "index"


class Caller:
    """Calls the program as Cargo calls rustc."""

    def __init__(self, place: Path, program: Path, index: Path, target: Path) -> None:
        self.place, self.program, self.target = place, program, target
        self.env = {
            "PATH": os.environ["PATH"], "HOME": str(place), "CARGO_HOME": str(place / "home"),
            "CARGO_NIX_SHELL": str(index), "CARGO_NIX_METADATA": str(target / "metadata"),
            "CARGO_NIX_LOG": str(target / "log"),
        }  # fmt: skip

    def compile(
        self, name: str, *more: str, emit: str = "dep-info,metadata,link", **env: str
    ) -> subprocess.CompletedProcess[str]:
        argv, env = self.call(name, *more, emit=emit, **env)
        return subprocess.run(argv, env=env, capture_output=True, text=True, check=True)

    def call(self, name: str, *more: str, emit: str, **env: str) -> tuple[list[str], dict[str, str]]:
        """Return words and environment of the call for the crate ``name``."""
        root = f"{self.place}/home/registry/src/{REGISTRY}/{name}-1.0.0"
        argv = [str(self.program), "--crate-name", name, "--edition=2021", f"{root}/src/lib.rs", "--error-format=json"]
        argv += ["--json=artifacts", "--crate-type", "lib", f"--emit={emit}", *CODEGEN, "-C", "metadata=cc"]
        argv += ["-C", "extra-filename=-cc", "--out-dir", str(self.target), "-L", f"dependency={self.target}", *more]
        package = {"CARGO_PKG_NAME": name, "CARGO_PKG_VERSION": "1.0.0", "CARGO_MANIFEST_DIR": root}
        return [*argv, "--cap-lints", "allow"], {**self.env, **package, **env}

    @property
    def log(self) -> list[str]:
        return (self.target / "log").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def caller(place: Path, program: Path, index: Path, tmp_path: Path) -> Caller:
    return Caller(place, program, index, tmp_path)


def test_an_answer_has_the_files_that_cargo_expects(caller: Caller) -> None:
    process = caller.compile("low")
    assert process.stdout == ""
    assert caller.log == ["answered low 1.0.0 low "]
    unit = caller.place / "store/hash-low-1.0.0"
    assert (caller.target / "liblow-cc.rlib").readlink() == unit / "liblow-1d.rlib"
    assert (caller.target / "liblow-cc.rmeta").read_bytes() == (unit / "liblow-1d.rmeta").read_bytes()
    source = f"{caller.place}/home/registry/src/{REGISTRY}/low-1.0.0/src/lib.rs"
    assert (caller.target / "low-cc.d").read_text(encoding="utf-8").splitlines() == [
        f"{caller.target}/liblow-cc.rmeta: {source} {caller.target}/metadata/hash-low-1.0.0/liblow-1d.rmeta",
        "",
        f"{caller.target}/liblow-cc.rlib: {source} {unit}/liblow-1d.rlib",
        "",
        f"{source}:",
        "",
    ]
    messages = [json.loads(line) for line in process.stderr.splitlines()]
    assert [(line["emit"], Path(line["artifact"]).name) for line in messages] == [
        ("metadata", "liblow-cc.rmeta"), ("link", "liblow-cc.rlib"),
    ]  # fmt: skip


def test_a_check_gets_the_metadata(caller: Caller) -> None:
    process = caller.compile("low", emit="dep-info,metadata")
    assert [json.loads(line)["emit"] for line in process.stderr.splitlines()] == ["metadata"]
    # rustc finds a crate by its content. Under the recorded name, a later build finds library and metadata.
    assert (caller.target / "liblow-1d.rlib").is_symlink()
    assert (caller.target / "liblow-1d.rmeta").is_symlink()


def test_cargo_may_touch_the_metadata_of_a_check(caller: Caller) -> None:
    caller.compile("low")
    metadata = (caller.target / "liblow-cc.rmeta").readlink()
    caller.compile("low", emit="dep-info,metadata")
    os.utime(caller.target / "liblow-cc.rmeta")
    assert metadata.stat().st_mtime == 1


@pytest.mark.parametrize("emit", ["dep-info,metadata", "dep-info,metadata,link"])
@pytest.mark.parametrize("end", ["rlib", "rmeta"])
def test_a_library_above_an_answered_one(caller: Caller, end: str, emit: str) -> None:
    caller.compile("low", emit=emit)
    caller.compile("high", "--extern", f"low={caller.target}/liblow-cc.{end}", HIGH_LEVEL="1\n2")
    assert caller.log[-1] == "answered high 1.0.0 high "


def test_cargo_gets_the_variables_that_the_crate_reads(caller: Caller) -> None:
    """After a change of a variable, Cargo makes the call again."""
    caller.compile("low")
    caller.compile("high", "--extern", f"low={caller.target}/liblow-cc.rlib", HIGH_LEVEL="1\n2")
    lines = (caller.target / "high-cc.d").read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == [r"# env-dep:HIGH_LEVEL=1\n2", "# env-dep:HIGH_SETTING"]


def test_an_output_without_metadata_is_a_copy(caller: Caller) -> None:
    """Outside of the shell, rustc and linkers write through a link, and refuse a read-only file."""
    caller.compile("low", emit="dep-info,link")
    library = caller.target / "liblow-cc.rlib"
    assert not library.is_symlink()
    assert library.stat().st_mode & 0o200
    assert library.stat().st_mtime == 1
    high = ("high", "--extern", f"low={library}")
    caller.compile(*high, HIGH_LEVEL="1\n2")
    assert caller.log[-1] == "answered high 1.0.0 high "
    library.write_bytes(library.read_bytes())
    caller.compile(*high, HIGH_LEVEL="1\n2")
    assert caller.log[-1] == "compiled high 1.0.0 high `low` was compiled here"


def test_a_real_call_removes_the_mark_of_a_copy(caller: Caller) -> None:
    caller.compile("low", emit="dep-info,link")
    assert (caller.target / "liblow-cc.rlib.unit").is_symlink()
    caller.compile("low", "--cfg", "extra", emit="dep-info,link")
    assert not (caller.target / "liblow-cc.rlib.unit").is_symlink()


def test_a_library_above_a_compiled_one_is_compiled(caller: Caller) -> None:
    (caller.target / "liblow-cc.rlib").write_bytes(b"compiled")
    process = caller.compile("high", "--extern", f"low={caller.target}/liblow-cc.rlib")
    assert process.stdout.startswith("real --crate-name high")
    assert caller.log == ["compiled high 1.0.0 high `low` was compiled here"]


@pytest.mark.parametrize(
    ("more", "env"),
    [
        (["--cfg", "extra"], {}),
        (["-C", "target-cpu=native"], {}),
        (["-L", "native=/x"], {}),
        (["-l", "z"], {}),
        (["-C", "link-arg=-v"], {}),
        (["--target", "wasm32-unknown-unknown"], {}),
        (["--emit", "asm"], {}),
        (["--emit", "dep-info,link"], {}),
        ([], {"RUSTC_BOOTSTRAP": "1"}),
        ([], {"OUT_DIR": "/x"}),
        ([], {"CARGO_PKG_VERSION": "1.0.1"}),
        ([], {"CARGO_MANIFEST_DIR": "/elsewhere"}),
        ([], {"CARGO_HOME": "/elsewhere"}),
        ([], {"CARGO_NIX_SHELL": "/nothing"}),
    ],
)
def test_another_call_is_made(caller: Caller, more: list[str], env: dict[str, str]) -> None:
    assert caller.compile("low", *more, **env).stdout.startswith("real ")
    assert caller.log[0].startswith("compiled low ")


def test_a_variable_that_the_crate_reads_counts(caller: Caller) -> None:
    caller.compile("low", HIGH_SETTING="x")
    caller.compile("high", "--extern", f"low={caller.target}/liblow-cc.rlib", HIGH_SETTING="x", HIGH_LEVEL="1\n2")
    assert [line.split()[0] for line in caller.log] == ["answered", "compiled"]


def test_links_make_room_for_the_compiler(caller: Caller) -> None:
    caller.compile("low")
    caller.compile("low", "--cfg", "extra")
    assert not (caller.target / "liblow-cc.rlib").is_symlink()
    assert not (caller.target / "liblow-cc.rmeta").is_symlink()


class Jobserver:
    """A pipe for tokens, and a compiling call with the pipe."""

    def __init__(self, caller: Caller) -> None:
        self.ends = os.pipe()
        os.set_blocking(self.ends[0], False)
        names = ",".join(map(str, self.ends))
        argv, env = caller.call(
            "low", "--cfg", "extra", emit="dep-info,link", CARGO_MAKEFLAGS=f"-j --jobserver-auth={names}"
        )
        self.process = subprocess.Popen(argv, env=env, pass_fds=self.ends, stdout=subprocess.PIPE, text=True)

    def take(self) -> bytes:
        """Take a token, as Cargo does for a waiting call; return b"" without a token."""
        try:
            return os.read(self.ends[0], 1)
        except BlockingIOError:
            return b""

    def finish(self) -> None:
        """Wait for the call, and check the compilation."""
        output, _errors = self.process.communicate(timeout=5)
        assert output.startswith("real ")
        for end in self.ends:
            os.close(end)


def _offered_token(caller: Caller) -> tuple[Jobserver, bytes]:
    """Take the token of a call. The call offers the token for some milliseconds, and this test may be slower."""
    while True:
        caller.compile("low")
        jobserver = Jobserver(caller)
        while jobserver.process.poll() is None:
            if token := jobserver.take():
                return jobserver, token
        jobserver.finish()


def test_a_call_that_compiles_lets_answers_pass(caller: Caller) -> None:
    jobserver, token = _offered_token(caller)
    time.sleep(0.1)
    assert jobserver.process.poll() is None
    os.write(jobserver.ends[1], token)
    jobserver.process.wait(timeout=5)
    assert jobserver.take() == b""
    jobserver.finish()
    assert list(caller.target.glob(".cargo-nix-waits-*")) == []


def test_a_call_without_answers_before_compiles_at_once(caller: Caller) -> None:
    jobserver = Jobserver(caller)
    jobserver.process.wait(timeout=5)
    assert jobserver.take() == b""
    jobserver.finish()


def test_a_lost_token_stops_nothing(caller: Caller) -> None:
    """At most four calls wait, each at most ten seconds."""
    caller.compile("low")
    for number in range(4):
        (caller.target / f".cargo-nix-waits-{number}").touch()
    jobserver = Jobserver(caller)
    jobserver.process.wait(timeout=5)
    jobserver.finish()


@pytest.mark.parametrize(
    "words", [["-vV"], ["--print", "sysroot"], ["@file"], ["-", "--crate-name", "x", "--print=cfg"]]
)
def test_questions_pass(caller: Caller, words: list[str]) -> None:
    env = {**caller.env, "CARGO_PKG_NAME": "low"}
    process = subprocess.run([caller.program, *words], env=env, capture_output=True, text=True, check=True)
    assert process.stdout == f"real {' '.join(words)}\n"


def test_without_an_index_every_call_passes(caller: Caller) -> None:
    caller.compile("low")
    del caller.env["CARGO_NIX_SHELL"]
    assert caller.compile("low").stdout.startswith("real ")
    assert not (caller.target / "liblow-cc.rlib").is_symlink()
