"""Odd and hostile projects: Cargo's result, or one message; nothing of the machine reaches the store."""

import gzip
import hashlib
import io
import json
import os
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.nix import Failed, build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project
from support.registry import DOWNLOAD, served_registry

pytestmark = [needs_nix, pytest.mark.nix]

PROGRAM = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "src/main.rs": 'fn main() {\n    print!("hi");\n}\n',
}
# The directory that a script takes for Cargo's target directory.
TARGET = (
    'let out = std::env::var("OUT_DIR").unwrap(); let target = std::path::Path::new(&out).ancestors().nth(4).unwrap();'
)


def _script(body: str) -> dict[str, str]:
    return {**PROGRAM, "build.rs": f"fn main() {{\n    {body}\n}}\n"}


def _macro(body: str) -> dict[str, str]:
    return {
        "Cargo.toml": package("app", '[dependencies]\nmac = { path = "mac" }\n[workspace]\n'),
        "Cargo.lock": lock("app mac", "mac"),
        "src/main.rs": 'fn main() {\n    print!("{}", mac::m!());\n}\n',
        "mac/Cargo.toml": package("mac", "[lib]\nproc-macro = true\n"),
        "mac/src/lib.rs": "use proc_macro::TokenStream;\n\n#[proc_macro]\npub fn m(_: TokenStream) -> TokenStream {\n"
        f'    {body}\n    "\\"hi\\"".parse().unwrap()\n}}\n',
    }


BUILDS = {
    "a JSON line without a text": _macro(r'eprintln!("{{\"message\": null}}");'),
    "a JSON line with an object": _macro(r'eprintln!("{{\"message\": {{\"text\": 1}}, \"level\": \"info\"}}");'),
    "a JSON line with a long number": _macro(r'eprintln!("{{\"a\": {}}}", "9".repeat(10_000));'),
    "nested JSON": _macro(r'eprintln!("{{{}", "[".repeat(100_000));'),
    "a variable without a name": _script('println!("cargo::rustc-env==b");'),
    "a directory of the result's name": _script(f'{TARGET} std::fs::create_dir(target.join("output.json")).unwrap();'),
    "a link of the result's name": _script(
        f'{TARGET} std::os::unix::fs::symlink("/dev/full", target.join("output.json")).unwrap();'
    ),
    "a deep condition": {
        **PROGRAM,
        "src/main.rs": f"#[cfg({'all(' * 100}windows{')' * 100})]\nmod x;\n{PROGRAM['src/main.rs']}",
        "src/x.rs": "",
    },
    "macros with two arms that call each other": {
        **PROGRAM,
        "src/main.rs": "".join(
            f"macro_rules! m{n} {{ (0) => {{ m{n + 1}!(0); }}; (1) => {{ m{n + 1}!(1); }}; }}\n" for n in range(18)
        )
        + "macro_rules! m18 { (0) => { mod f0; }; (1) => { mod f1; }; }\nm0!(0);\nm0!(1);\n"
        + PROGRAM["src/main.rs"],
        "src/f0.rs": "",
        "src/f1.rs": "",
    },
}


@pytest.mark.parametrize("name", BUILDS)
def test_what_cargo_builds(name: str, tmp_path: Path) -> None:
    out = build(workspace(write_project(tmp_path, BUILDS[name])) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "hi"


def test_file_names_that_are_not_utf8(tmp_path: Path) -> None:
    project = write_project(tmp_path, PROGRAM)
    for path in (b"src/\xff\xfe.rs", b"data/\xff.txt", b"src/bin/\xff.rs", b"tests/\xff.rs"):
        target = project / os.fsdecode(path)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(b"\xff")
    out = build(workspace(project) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "hi"


def test_contents_that_are_not_utf8(tmp_path: Path) -> None:
    main = 'fn main() {\n    print!("{}", include_bytes!("data.bin").len());\n}\n'
    script = 'fn main() {\n    println!("cargo::rerun-if-changed=build.rs");\n}\n'
    project = write_project(tmp_path, {**PROGRAM, "src/main.rs": main, "build.rs": script})
    (project / "src/data.bin").write_bytes(b"\xff\0\xfe")
    (project / "src/unused.rs").write_bytes(b"// \xff\n")
    out = build(workspace(project) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "3"


def test_links_to_their_own_directory(tmp_path: Path) -> None:
    main = "#[cfg(windows)]\nmod d;\n#[cfg(windows)]\nmod e;\n" + PROGRAM["src/main.rs"]
    project = write_project(tmp_path, {**PROGRAM, "src/main.rs": main, "src/mod.rs": "#[cfg(windows)]\nmod d;\n"})
    for name in ("d", "e"):
        (project / "src" / name).symlink_to(".")
    assert (build(workspace(project) + ".default") / "bin/app").is_file()


def _error(project: Path, arguments: str = "", attribute: str = ".default") -> str:
    """Build ``attribute``, which must fail, and return the last message of cargo-nix: from a log, or from evaluation."""
    with pytest.raises(Failed) as stopped:
        build(workspace(project, arguments) + attribute)
    text = stopped.value.text
    assert "Traceback" not in text
    lines = [line.partition("> ")[2] if "> " in line else line.removeprefix("       ") for line in text.splitlines()]
    starts = [
        n for n, line in enumerate(lines[:-1]) if line.startswith("error: ") and lines[n + 1].startswith("  at: ")
    ]
    end = next((n for n in range(starts[-1] + 1, len(lines)) if not lines[n].startswith("  ")), len(lines))
    return "\n".join(lines[starts[-1] : end])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            'println!("cargo::rustc-env=A=a\\0b");',
            "error: rustc cannot start: the variable `A` has a byte 0\n  at: app 0.1.0\n",
        ),
        (
            f"{TARGET} std::fs::remove_dir_all(target).unwrap();",
            "error: the build script of app 0.1.0 removed or replaced its own directory\n  at: OUT_DIR, ",
        ),
        (
            f'{TARGET} std::fs::remove_dir_all(target).unwrap(); std::fs::write(target, "").unwrap();',
            "error: the build script of app 0.1.0 removed or replaced its own directory\n  at: OUT_DIR, ",
        ),
    ],
    ids=["a byte 0", "no directory", "a file for the directory"],
)
def test_what_stops_with_a_message(body: str, message: str, tmp_path: Path) -> None:
    assert _error(write_project(tmp_path, _script(body))).startswith(message)


LOCKED = '\n[[package]]\nname = "{name}"\nversion = "{version}"\nsource = "{source}"\nchecksum = "{checksum}"\n'
ITOA = {
    "name": "itoa",
    "version": "1.0.17",
    "source": "registry+https://github.com/rust-lang/crates.io-index",
    "checksum": "0" * 64,
}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "x\\nEND\\ntouch pwned\\n"}, "a locked package has a name that Cargo does not accept"),
        ({"name": "../../x"}, "a locked package has a name that Cargo does not accept"),
        ({"version": "1.0.0/../x"}, "the locked version of `itoa` is not a version"),
        ({"source": "git+https://127.0.0.1:1/y"}, "the locked source of `itoa 1.0.17` is not a source"),
        ({"checksum": "abc"}, "the locked checksum of `itoa 1.0.17` is not a SHA-256"),
        ({"name": ""}, "`name` is missing"),
    ],
    ids=range(6),
)
def test_wrong_values_in_a_lock_file(changes: Mapping[str, str], problem: str, tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.lock": lock("app") + LOCKED.format(**{**ITOA, **changes})})
    with pytest.raises(Failed) as stopped:
        evaluate(workspace(project) + ".plan.drvPath")
    assert f"error: {problem}\n         at: Cargo.lock: package " in stopped.value.text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (lock("app") + "<<<<<<< HEAD\n=======\n>>>>>>> x\n", "Cargo.lock has conflict marks"),
        ('version = 4\npackage = "x"\n', "`package` is not a list of tables"),
        (lock("app") + LOCKED.format(**ITOA) * 2, "`itoa 1.0.17` is in Cargo.lock twice"),
    ],
    ids=range(3),
)
def test_wrong_lock_files(text: str, problem: str, tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.lock": text})
    with pytest.raises(Failed) as stopped:
        evaluate(workspace(project) + ".plan.drvPath")
    assert f"error: {problem}\n         at: Cargo.lock" in stopped.value.text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (lock("app") + "[metadata]\nx = " + "[" * 100_000 + "]" * 100_000 + "\n", "the lock file is not TOML"),
        (lock("app") + "x = ?\n", "the lock file is not TOML"),
        (lock("app").replace("4", "99", 1), "the lock file has the unknown version 99"),
    ],
    ids=range(3),
)
def test_lock_files_that_planning_refuses(text: str, problem: str, tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.lock": text})
    assert _error(project).startswith(f"error: {problem}\n  at: Cargo.lock")


def _crate(files: Mapping[str, bytes], top: str = "broken-1.0.0") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for path, data in files.items():
            entry = tarfile.TarInfo(f"{top}/{path}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return gzip.compress(stream.getvalue(), mtime=0)


CRATE = {"Cargo.toml": package("broken").replace("0.1.0", "1.0.0").encode(), "src/lib.rs": b""}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no archive", "the archive of broken-1.0.0-{key} cannot be read"),
        (_crate(CRATE)[:60], "the archive of broken-1.0.0-{key} cannot be read"),
        (_crate({"src/lib.rs": b""}), "the archive of broken-1.0.0-{key} cannot be read"),
    ],
    ids=["no archive", "cut off", "no manifest"],
)
def test_broken_archives(data: bytes, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    with served_registry(tmp_path / "registry", {"broken": {"src/lib.rs": ""}}) as address:
        index, archive = tmp_path / "registry/index/br/ok/broken", tmp_path / "registry/files/br/ok/broken-1.0.0.crate"
        entry = json.loads(index.read_text(encoding="utf-8"))
        index.write_text(json.dumps({**entry, "cksum": hashlib.sha256(data).hexdigest()}), encoding="utf-8")
        archive.write_bytes(data)
        files = {
            **PROGRAM,
            ".cargo/config.toml": f'[registries.local]\nindex = "sparse+{address}/index/"\n',
            "Cargo.toml": package("app", '[dependencies]\nbroken = { version = "1", registry = "local" }\n'),
        }
        project = write_project(tmp_path / "project", files)
        subprocess.run(["cargo", "generate-lockfile"], cwd=project, check=True, capture_output=True)
        source = f"sparse+{address}/index/"
        key = hashlib.sha256(source.encode()).hexdigest()[:8]
        message = _error(project, f'registries."{source}" = "{address}/{DOWNLOAD}";')
    assert message.startswith(f"error: {problem.format(key=key)}\n  at: ")


def test_a_token_of_the_project_does_not_reach_the_store(tmp_path: Path) -> None:
    files = {**PROGRAM, ".cargo/config.toml": '[registries.local]\nindex = "x"\ntoken = "hidden-value"\n'}
    project = write_project(tmp_path, files)
    with pytest.raises(Failed) as stopped:
        evaluate(workspace(project) + ".plan.drvPath")
    assert (
        "error: the project's configuration of Cargo has a token\n"
        "         at: .cargo/config.toml: registries.local.token\n"
    ) in stopped.value.text
    assert "hidden-value" not in stopped.value.text


def test_credentials_of_the_project_are_in_no_source(tmp_path: Path) -> None:
    secret = f"secret of {tmp_path.name}"
    files = {**PROGRAM, ".cargo/credentials.toml": f'[registry]\ntoken = "{secret}"\n', ".cargo/config.toml": ""}
    project = write_project(tmp_path, files)
    outputs = workspace(project, "scanFiles = false;")
    assert (build(outputs + ".default") / "bin/app").is_file()
    (source,) = {Path(path) for path in _sources(outputs)}
    assert (source / ".cargo/config.toml").is_file()
    assert not (source / ".cargo/credentials.toml").exists()


def _sources(outputs: str) -> list[str]:
    sources = evaluate(
        f'map (unit: builtins.unsafeDiscardStringContext "${{unit.src}}") (builtins.attrValues {outputs}.units)'
    )
    assert isinstance(sources, list)
    return sources


def test_a_hash_without_the_store_is_no_reference(tmp_path: Path) -> None:
    script = (
        f"{TARGET} println!(\"cargo::rustc-env=HASH={{}}\", target.display().to_string().split('/').nth(3).unwrap());"
    )
    files = {**_script(script), "src/main.rs": 'fn main() {\n    print!("{}", env!("HASH"));\n}\n'}
    out = build(workspace(write_project(tmp_path, files)) + ".default")
    argv = ["nix-store", "--query", "--references", str(out)]
    assert "build-script" not in subprocess.run(argv, capture_output=True, text=True, check=True).stdout


def test_a_build_cannot_write_to_the_system(tmp_path: Path) -> None:
    places = ("/usr/cargo-nix-escape", "/etc/alternatives/cargo-nix-escape")
    writes = "".join(
        f'println!("cargo::warning={place} {{}}", std::fs::write("{place}", "").is_ok());' for place in places
    )
    with pytest.raises(Failed) as stopped:
        build(workspace(write_project(tmp_path, _script(f"{writes} std::process::exit(1);"))) + ".default")
    for place in places:
        assert f"{place} false" in stopped.value.text
