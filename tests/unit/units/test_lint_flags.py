"""``[lints]`` as rustc's arguments."""

from cargo_nix.units.lint_flags import lint_args


def test_priority_first_then_names_in_reverse() -> None:
    lints = {
        "rust": {"unused": "warn", "a": {"level": "deny", "priority": -1}, "b": {"level": "forbid", "priority": 1}},
        "clippy": {"all": {"level": "warn", "priority": -1}},
        "cargo": {"unknown": "warn"},
    }
    assert lint_args({"lints": lints}, {}) == ("--warn=clippy::all", "--deny=a", "--warn=unused", "--forbid=b")


def test_lints_of_the_workspace() -> None:
    workspace = {"workspace": {"lints": {"rust": {"x": "allow"}}}}
    assert lint_args({"lints": {"workspace": True}}, workspace) == ("--allow=x",)
    assert lint_args({}, workspace) == ()


def test_declared_conditions() -> None:
    lints = {"rust": {"unexpected_cfgs": {"level": "warn", "check-cfg": ["cfg(fuzzing)", "cfg(x)"]}}}
    assert lint_args({"lints": lints}, {}) == (
        *("--warn=unexpected_cfgs", "--check-cfg", "cfg(fuzzing)", "--check-cfg", "cfg(x)"),
    )
