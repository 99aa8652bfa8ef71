"""The workflows of GitHub: linters accept them, actions are pinned, and one job collects all results."""

import re
import shutil
import subprocess

import pytest

from support.nix import CHECKOUT

GITHUB = CHECKOUT / ".github"
WORKFLOWS = {path.name: path.read_text(encoding="utf-8") for path in sorted((GITHUB / "workflows").glob("*.yml"))}
LINTERS = {
    "actionlint": tuple(str(GITHUB / "workflows" / name) for name in WORKFLOWS),
    "zizmor": ("--offline", "--persona", "pedantic", str(GITHUB)),
}


def _jobs(workflow: str) -> list[str]:
    return re.findall(r"^  ([\w-]+):$", workflow.partition("\njobs:\n")[2], flags=re.MULTILINE)


@pytest.mark.parametrize("linter", LINTERS)
def test_linters_have_no_findings(linter: str) -> None:
    if shutil.which(linter) is None:
        pytest.skip(f"{linter} is not installed")
    result = subprocess.run([linter, *LINTERS[linter]], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_actions_are_pinned_by_commit(workflow: str) -> None:
    uses = re.findall(r"uses: (.*)", workflow)
    assert uses
    assert [action for action in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+(\.\d+)*", action)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_permissions_are_granted_job_by_job(workflow: str) -> None:
    assert "\npermissions: {}\n" in workflow
    assert workflow.count("\n    permissions:") == len(_jobs(workflow))
    assert "write" not in workflow


def test_one_job_collects_all_others() -> None:
    jobs = _jobs(WORKFLOWS["ci.yml"])
    needs = re.search(r"needs: \[(.*)\]", WORKFLOWS["ci.yml"])
    assert needs is not None
    assert jobs[-1] == "collect"
    assert needs[1].split(", ") == jobs[:-1]
