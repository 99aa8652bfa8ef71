"""A registry with credentials: Cargo and Nix get its crates, and no derivation and no log has the secret."""

import base64
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.recorder import cargo_environment
from support.nix import Failed, build, drv_paths, needs_nix, workspace
from support.projects import package, write_project
from support.registry import DOWNLOAD, Gate, served_registry

pytestmark = [needs_nix, pytest.mark.nix]

SECRET = "secret-of-this-test"  # noqa: S105 -- the token of a registry that this test serves


@pytest.fixture
def gate() -> Gate:
    return Gate(authorization=SECRET)


@pytest.fixture
def registry(gate: Gate, tmp_path: Path) -> Iterator[str]:
    """Serve a registry with the crate `greeting` 1.0.0 of a text of this test, and yield the server's address."""
    crates = {"greeting": {"src/lib.rs": f'pub const TEXT: &str = "hello from {tmp_path.name}";\n'}}
    with served_registry(tmp_path / "registry", crates, gate) as address:
        yield address


@pytest.fixture
def project(registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    files = {
        ".cargo/config.toml": f'[registries.my-corp]\nindex = "sparse+{registry}/index/"\n',
        "Cargo.toml": package("app", '[dependencies]\ngreeting = { version = "1", registry = "my-corp" }\n'),
        "src/main.rs": 'fn main() {\n    println!("{}", greeting::TEXT);\n}\n',
    }
    root = write_project(tmp_path / "project", files)
    _cargo(root, tmp_path, "generate-lockfile")
    return root


def _cargo(project: Path, scratch: Path, *words: str) -> str:
    env = {
        **cargo_environment(),
        "CARGO_HOME": str(scratch / "cargo-home"),
        "CARGO_TARGET_DIR": str(scratch / "target"),
        "CARGO_REGISTRIES_MY_CORP_TOKEN": SECRET,
        "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS": "cargo:token",
    }
    return subprocess.run(["cargo", *words], cwd=project, env=env, check=True, capture_output=True, text=True).stdout


def _outputs(registry: str, project: Path, access: str) -> str:
    settings = f'dl = "{registry}/{DOWNLOAD}"; {access}'
    return workspace(project, f'registries."sparse+{registry}/index/" = {{ {settings} }};')


def _archive(outputs: str) -> str:
    return f"(builtins.head (builtins.attrValues {outputs}.crates)).archive"


def test_the_token_of_a_name_is_in_no_derivation(
    registry: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = _outputs(registry, project, 'token = "my-corp";')
    monkeypatch.setenv("CARGO_REGISTRIES_MY_CORP_TOKEN", SECRET)
    program = build(f"{outputs}.default")
    text = subprocess.run([program / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert text == _cargo(project, tmp_path, "run", "--quiet")
    (drv,) = drv_paths(f"[ ({_archive(outputs)}) ]")
    log = subprocess.run(["nix", "log", drv], capture_output=True, check=False).stdout
    plan = build(f"{outputs}.plan").read_bytes()
    assert all(SECRET.encode() not in data for data in (Path(drv).read_bytes(), log, plan))


def test_the_token_may_be_in_a_file(registry: str, project: Path, tmp_path: Path) -> None:
    file = write_project(tmp_path / "secrets", {"token": f"{SECRET}\n"}) / "token"
    outputs = _outputs(registry, project, f'token = "{file}";')
    assert build(_archive(outputs), "--option", "extra-sandbox-paths", str(file)).is_file()


def test_a_netrc_file_has_user_and_password(registry: str, project: Path, tmp_path: Path, gate: Gate) -> None:
    gate.authorization = "Basic " + base64.b64encode(f"me:{SECRET}".encode()).decode()
    file = write_project(tmp_path / "secrets", {"netrc": f"machine 127.0.0.1\nlogin me\npassword {SECRET}\n"}) / "netrc"
    outputs = _outputs(registry, project, f'netrc = "{file}";')
    assert build(_archive(outputs), "--option", "extra-sandbox-paths", str(file)).is_file()


@pytest.mark.parametrize(
    ("access", "message"),
    [
        ('token = "my-corp";', "expected: the variable CARGO_REGISTRIES_MY_CORP_TOKEN in the environment"),
        ('token = "/nowhere/token";', "expected: the readable file /nowhere/token"),
        ('netrc = "/nowhere/netrc";', "expected: the readable file /nowhere/netrc"),
    ],
)
def test_missing_credentials_are_an_error(registry: str, project: Path, access: str, message: str) -> None:
    with pytest.raises(Failed) as failed:
        build(_archive(_outputs(registry, project, access)))
    assert "error: there are no credentials for the registry of greeting 1.0.0" in failed.value.text
    assert message in failed.value.text


@pytest.mark.parametrize("status", [401, 403, 404, 503])
def test_a_refused_download_names_its_status(registry: str, project: Path, gate: Gate, status: int) -> None:
    gate.status = status
    with pytest.raises(Failed) as failed:
        build(_archive(_outputs(registry, project, "")))
    text = "".join(line.partition("> ")[2] + "\n" for line in failed.value.text.splitlines())
    assert "error: the archive of greeting 1.0.0 cannot be downloaded\n" in text
    assert f"  got: status {status}: The requested URL returned error: {status}\n" in text


@pytest.mark.parametrize(
    ("access", "message"),
    [
        ('dl = "https://me:password@example.org/dl";', "the address of a registry has credentials"),
        ('dl = "x"; netrc = "${builtins.toFile "netrc" ""}";', "a file with credentials is in the store"),
        ('dl = "x"; token = "two words";', "`token` names no registry and no file"),
    ],
)
def test_settings_that_would_leak_are_errors(registry: str, project: Path, access: str, message: str) -> None:
    arguments = f'registries."sparse+{registry}/index/" = {{ {access} }};'
    with pytest.raises(Failed) as failed:
        build(_archive(workspace(project, arguments)))
    assert message in failed.value.text
