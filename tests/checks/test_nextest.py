"""cargo-nextest runs the same tests and prints its own log.

The development box has no nextest. `CARGO_NIX_NEXTEST=/nix/store/…` sets the path for the tests with a real nextest
(`./dev/demo cargo-nextest` builds nextest and prints the path). The other tests use a program that prints a recorded
log.
"""

import os
import re
import shutil
import textwrap
from pathlib import Path

import pytest

from support.nix import Failed, build, evaluate, needs_nix, workspace

pytestmark = [needs_nix, pytest.mark.nix]

FIXTURE = Path(__file__).parent / "workspace"
ARGUMENTS = 'profile = "dev"; workspace = true;'
REAL = os.environ.get("CARGO_NIX_NEXTEST", "")
needs_nextest = pytest.mark.skipif(not REAL, reason="CARGO_NIX_NEXTEST is not set")

# Output of cargo-nextest 0.9.151 for a library with a failing test.
LOG = """\
info: nextest version 0.9.151
 Nextest run ID 0b2f3c1e with nextest profile: default
    Starting 2 tests across 1 binary (run ID: 0b2f3c1e, nextest profile: default)
        PASS [   0.004s] (1/2) goods tests::knows_what_it_has_not
        FAIL [   0.007s] (2/2) goods tests::has_prices
────────────
     Summary [   0.008s] 2 tests run: 1 passed, 1 failed, 0 skipped
        FAIL [   0.007s] (2/2) goods tests::has_prices
  stderr ───

    thread 'tests::has_prices' (14) panicked at crates/goods/src/lib.rs:26:9:
error: test run failed
"""


def _check(nextest: str, name: str, extra: str = "", src: Path = FIXTURE) -> str:
    return f'{workspace(src, f"{ARGUMENTS} checks.nextest = {nextest}; {extra}")}.checks."{name}"'


def _real_check(name: str, extra: str = "", src: Path = FIXTURE) -> str:
    return _check(f'builtins.storePath "{REAL}"', name, extra, src)


def _fake_nextest(tmp_path: Path, log: str, code: int) -> str:
    """Return Nix text for a nextest that prints ``log`` and ignores its arguments."""
    program = tmp_path / "fake" / "bin" / "cargo-nextest"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n/usr/bin/cat <<'END'\n{log}END\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(tmp_path / "fake")


def _log_of_failure(expression: str, name: str) -> list[str]:
    with pytest.raises(Failed) as stopped:
        build(expression)
    return [line.removeprefix(f"{name}> ") for line in stopped.value.text.splitlines() if line.startswith(f"{name}> ")]


def test_a_failed_run_starts_with_the_failures(tmp_path: Path) -> None:
    assert _log_of_failure(_check(_fake_nextest(tmp_path, LOG, 100), "goods-test"), "goods-test") == [
        "error: 1 of 2 tests failed in goods (--lib)",
        "",
        *textwrap.dedent(LOG).splitlines()[7:-1],
    ]


def test_the_log_of_a_passing_run_is_reproducible(tmp_path: Path) -> None:
    log = re.sub("FAIL .*\n", "", LOG.partition("  stderr")[0]).replace("1 failed, ", "")
    out = build(_check(_fake_nextest(tmp_path, log, 0), "goods-test"))
    assert out.read_text(encoding="utf-8") == "PASS goods tests::knows_what_it_has_not\n"


def test_an_error_of_nextest_is_shown(tmp_path: Path) -> None:
    log = _log_of_failure(_check(_fake_nextest(tmp_path, "error: no such profile\n", 96), "goods-test"), "goods-test")
    assert log == ["error: nextest failed with exit code 96 in goods (--lib)", "", "error: no such profile"]


def test_nextest_only_changes_test_runs(tmp_path: Path) -> None:
    paths = "builtins.mapAttrs (_name: check: check.drvPath) {}.checks"
    without = evaluate(paths.format(workspace(FIXTURE, ARGUMENTS)))
    with_nextest = evaluate(
        paths.format(workspace(FIXTURE, f"{ARGUMENTS} checks.nextest = {_fake_nextest(tmp_path, '', 0)};"))
    )
    assert isinstance(without, dict)
    assert isinstance(with_nextest, dict)
    assert sorted(name for name in with_nextest if with_nextest[name] != without[name]) == [
        *("goods-test", "shop-bin-shop-till-test", "shop-test", "shop-test-integration", "shop-test-plain"),
    ]


@needs_nextest
def test_nextest_gives_the_verdicts_of_the_harness() -> None:
    verdict_of = {"PASS": "ok", "SKIP": "ignored"}
    for name in ("goods-test", "shop-test", "shop-test-integration", "shop-bin-shop-till-test"):
        harness = build(f'{workspace(FIXTURE, ARGUMENTS)}.checks."{name}"').read_text(encoding="utf-8")
        expected = sorted(re.findall(r"^test (\S+)(?: - should panic)? \.\.\. (\w+)", harness, re.MULTILINE))
        nextest = build(_real_check(name)).read_text(encoding="utf-8")
        assert sorted((line.split()[2], verdict_of[line.split()[0]]) for line in nextest.splitlines()) == expected


@needs_nextest
def test_a_program_without_harness_runs_without_nextest() -> None:
    assert build(_real_check("shop-test-plain")).read_text(encoding="utf-8") == "no harness, 0 arguments\n"


@needs_nextest
def test_nextest_uses_the_workspaces_settings_and_arguments(tmp_path: Path) -> None:
    project = Path(shutil.copytree(FIXTURE, tmp_path / "project"))
    (project / ".config").mkdir()
    settings = "[profile.ci]\ndefault-filter = 'test(adds)'\n"
    (project / ".config/nextest.toml").write_text(settings, encoding="utf-8")
    log = build(_real_check("shop-test", 'checks.nextestArgs = [ "--profile" "ci" ];', project)).read_text(
        encoding="utf-8"
    )
    assert [line for line in log.splitlines() if line.startswith("PASS")] == ["PASS shop tests::adds_up"]
    exact = 'packageOverrides.shop.test.args = [ "--exact" "tests::panics" ];'
    assert "PASS shop tests::panics" in build(_real_check("shop-test", exact)).read_text(encoding="utf-8").splitlines()


@needs_nextest
def test_a_failing_test_with_real_nextest(tmp_path: Path) -> None:
    project = Path(shutil.copytree(FIXTURE, tmp_path / "project"))
    source = project / "crates/goods/src/lib.rs"
    source.write_text(
        source.read_text(encoding="utf-8").replace('bolt"), Some(3)', 'bolt"), Some(4)'), encoding="utf-8"
    )
    log = [
        re.sub(r"\x1b\[[0-9;]*m", "", line)
        for line in _log_of_failure(_real_check("goods-test", src=project), "goods-test")
    ]
    assert log[0] == "error: 1 of 2 tests failed in goods (--lib)"
    assert re.fullmatch(r" +FAIL \[ +[0-9.]+s\] (\(2/2\) )?goods tests::has_prices", log[2])
    assert "    assertion `left == right` failed" in log
