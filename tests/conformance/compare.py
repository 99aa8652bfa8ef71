"""Compare cargo with our builder on one project: the stages in their order."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.pipeline import plan_checkout
from cargo_nix.plan import Plan
from conformance.call import Call
from conformance.diff import differing_lines
from conformance.ours import Ours
from conformance.pages import Pages, build_selection
from conformance.pairing import Pairing
from conformance.paths import Tokens, programs_directory, tokens_of
from conformance.recorder import Recording, cargo_home, copy_project, record_cargo, recording_place

__all__ = ["Report", "UnitReport", "compare_project"]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitReport:
    """One unit: what it is and the lines in which cargo's call and ours differ."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """All units of a comparison."""

    units: tuple[UnitReport, ...]

    @property
    def different(self) -> tuple[UnitReport, ...]:
        """Return the units that differ."""
        return tuple(unit for unit in self.units if unit.lines)

    def summary(self) -> str:
        """Return the last line: counts."""
        different = len(self.different)
        return f"{len(self.units)} units, {len(self.units) - different} equal, {different} different"


def compare_project(
    project: Path, selection: Selection, env: Mapping[str, str] | None = None, cargo_root: str = ""
) -> Report:
    """Record cargo, started with ``env``, on a copy of ``project``, plan the same, compare unit by unit.

    The workspace lies in the directory ``cargo_root`` of the project.
    """
    with recording_place() as scratch:
        root = copy_project(project, scratch / "workspace")
        with _cargo_home():
            toolchain = Toolchain(cargo="cargo", rustc="rustc")
            plan = plan_checkout(root, selection, toolchain, cargo_root=cargo_root)
            is_doc = selection.command == "doc"
            built = (
                plan_checkout(root, build_selection(selection), toolchain, cargo_root=cargo_root) if is_doc else None
            )
        recording = record_cargo(root, selection, scratch, env or {}, cargo_root)
        ours = _Ours(plan=plan, built=built, env=env or {}, cargo_root=cargo_root)
        return _compare(recording, ours, selection)


@contextmanager
def _cargo_home() -> Iterator[None]:
    with patch.dict("os.environ", {"CARGO_HOME": str(cargo_home())}):
        yield


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ours:
    """What is compared with cargo: the plan, that of what is built beside pages, and what they are started with."""

    plan: Plan
    built: Plan | None
    env: Mapping[str, str]
    cargo_root: str

    def calls(self, plan: Plan, selection: Selection) -> Ours:
        return Ours(plan, programs_directory(plan, selection.profile), self.env, self.cargo_root)


def _compare(recording: Recording, what: _Ours, selection: Selection) -> Report:
    plan, built = what.plan, what.built
    tokens = tokens_of(recording, plan, selection)
    ours = what.calls(plan, selection)
    told = [call for call in recording.calls if call.program != "test"]
    if "--doc" not in selection.cargo_targets and built is None:
        # Their arguments name the tests' wrapper.
        told = [call for call in told if call.program != "rustdoc"]
    pairing = Pairing(left=[tokens.call(call) for call in told])
    outputs = {tokens.text(_out_dir(call)): _output(call, recording) for call in _scripts(recording)}
    reports: list[UnitReport] = []
    doctests, pages = [], []
    for index, unit in enumerate(plan.units):
        if unit.mode == "doctest":
            # They see what scripts of units said that come later.
            doctests += [index] if "--doc" in selection.cargo_targets else []
            continue
        if unit.mode == "doc":
            pages.append(index)
            continue
        mine, name = tokens.call(ours.call(index)), f"#{index}"
        if unit.run is not None and unit.run.override is not None:
            ours.take_output(index, b"")
            pairing.adopt(mine, name)
            continue
        theirs = pairing.take(mine, name)
        if unit.run is not None:
            ours.take_output(index, _said(theirs, mine, outputs))
        reports.append(UnitReport(name=f"{unit.name} {name}", lines=_lines(theirs, mine, pairing)))
    reports += _doctests(doctests, tokens, ours, pairing)
    if built is not None:
        made = Pages(ours, what.calls(built, selection), selection)
        reports += _pages(pages, tokens, ours, made, pairing)
    reports += _test_runs(recording, plan, tokens, ours, pairing)
    reports += [UnitReport(name=_name(call), lines=("- cargo alone runs this",)) for call in pairing.left]
    return Report(units=tuple(reports))


def _doctests(indices: Iterable[int], tokens: Tokens, ours: Ours, pairing: Pairing) -> Iterator[UnitReport]:
    for index in indices:
        mine, name = tokens.call(ours.call(index)), f"#{index}"
        theirs = pairing.take(mine, name)
        lines = _lines(theirs and _beside(theirs, index, ours), _beside(mine, index, ours), pairing)
        yield UnitReport(name=f"{ours.plan.units[index].name} {name}", lines=lines)


def _pages(indices: Iterable[int], tokens: Tokens, ours: Ours, pages: Pages, pairing: Pairing) -> Iterator[UnitReport]:
    pairing.names |= {identity: f"#{index}" for identity, index in pages.twins().items()}
    pages.take_outputs()
    for index in indices:
        name, mine = f"{ours.plan.units[index].name} #{index}", pages.call(index)
        if mine is None:
            yield UnitReport(name=name, lines=("nothing is built whose pages these would be",))
            continue
        mine = tokens.call(mine)
        yield UnitReport(name=name, lines=_lines(pairing.take(mine, f"#{index}"), mine, pairing))


def _beside(call: Call, index: int, ours: Ours) -> Call:
    """Return the ``call`` of a test with what cargo's depends on beside the test itself."""
    return replace(call, elsewhere=ours.elsewhere(index), after_other=ours.after_other(index))


def _test_runs(recording: Recording, plan: Plan, tokens: Tokens, ours: Ours, pairing: Pairing) -> Iterator[UnitReport]:
    """Compare how tests are run: where, and with which variables."""
    left = {call.argv[0]: call for call in (pairing.named(tokens.call(call)) for call in recording.tests)}
    for index in plan.roots if left else ():
        unit = plan.units[index]
        if unit.mode == "test":
            mine = tokens.call(ours.test(index))
            theirs = left.pop(pairing.named(mine).argv[0], None)
            lines = _lines(theirs and _beside(theirs, index, ours), _beside(mine, index, ours), pairing)
            yield UnitReport(name=f"{unit.name} run", lines=lines)
    for name in left:
        yield UnitReport(name=f"{name} run", lines=("- cargo alone runs this",))


def _said(theirs: Call | None, mine: Call, outputs: Mapping[str, bytes]) -> bytes:
    """Return what cargo's script printed, with our OUT_DIR in the place of cargo's."""
    if theirs is None:
        return b""
    return outputs[_out_dir(theirs)].replace(_out_dir(theirs).encode(), _out_dir(mine).encode())


def _lines(theirs: Call | None, mine: Call, pairing: Pairing) -> tuple[str, ...]:
    if theirs is None:
        return ("+ we alone run this",)
    return tuple(differing_lines(pairing.named(theirs), pairing.named(mine)))


def _scripts(recording: Recording) -> list[Call]:
    return [call for call in recording.calls if call.program == "script"]


def _out_dir(call: Call) -> str:
    return call.env.get("OUT_DIR", "")


def _output(call: Call, recording: Recording) -> bytes:
    """Return what the script of ``call`` printed, with tokens for the target directory."""
    stdout = (Path(call.env["OUT_DIR"]).parent / "output").read_bytes()
    return stdout.replace(str(recording.target_dir).encode(), b"<target>")


def _name(call: Call) -> str:
    what = call.value("--crate-name") or "build script"
    return f"{call.env.get('CARGO_PKG_NAME')}-{call.env.get('CARGO_PKG_VERSION')} {what}"
