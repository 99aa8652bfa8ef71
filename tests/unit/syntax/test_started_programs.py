"""The programs that Rust code starts, as far as the text says."""

import pytest

from cargo_nix.syntax.started_programs import ANY_PROGRAM, started_programs


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('Command::new("git").arg("rev-parse")', {"git"}),
        ('std::process::Command::new("git"); Command :: new ( "date" )', {"git", "date"}),
        ('Command::new(&"git")', {"git"}),
        ('Command::new(env::var("RUSTC").unwrap())', {"rustc"}),
        ('Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))', {"rustc"}),
        ('let rustc = env::var("RUSTC").unwrap(); Command::new(&rustc); Command::new(rustc)', {"rustc"}),
        (
            'let rustc = env::var("RUSTC").unwrap(); Command::new(rustc.clone()); Command::new(other)',
            {"rustc", ANY_PROGRAM},
        ),
        ('Command::new(program).env("RUSTC", rustc)', {ANY_PROGRAM}),
        ('let out = Command::new("sh").env("RUSTC", x).output(); Command::new(out.path)', {"sh", ANY_PROGRAM}),
        ('Command::new("git",)', {"git"}),
        ('use std::process::Command as Cmd; Cmd::new("sh")', {"sh"}),
        ('type Cmd = std::process::Command; Cmd::new("sh")', {"sh"}),
        ('<Command>::new("sh")', {"sh"}),
        ("programs.map(Command::new)", {ANY_PROGRAM}),
        ("Command::newer()", set()),
        ('Command::new(")")', {")"}),
        ('let mut rustc = env::var("RUSTC").unwrap(); Command::new(rustc)', {"rustc"}),
        ('Command::new(env!("CARGO_BIN_EXE_demo"))', {"CARGO_BIN_EXE"}),
        ("Command::new(program)", {ANY_PROGRAM}),
        ('Command::new("a".to_owned() + b)', {ANY_PROGRAM}),
        ('Command::new(format!("{}", a))', {ANY_PROGRAM}),
        (r'Command::new("a\"b")', {ANY_PROGRAM}),
        ("fn f() {}", set()),
    ],
)
def test_programs_that_a_script_starts(code: str, expected: set[str]) -> None:
    assert started_programs(code.encode()) == expected
