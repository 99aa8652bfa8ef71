"""``cfg(…)`` expressions against what rustc prints of a platform."""

import pytest

from cargo_nix.units.cfg import cfg_matches

CFG = ("unix", "debug_assertions", 'target_os="linux"', 'target_feature="sse"', 'target_feature="sse2"')


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cfg(unix)", True),
        ("cfg(windows)", False),
        ("unix", True),
        ('cfg(target_os = "linux")', True),
        ('cfg(target_os="macos")', False),
        ('cfg(all(unix, target_feature = "sse2"))', True),
        ("cfg(all(unix, windows))", False),
        ("cfg(all())", True),
        ("cfg(any())", False),
        ("cfg(any(windows, unix,))", True),
        ("cfg(not(windows))", True),
        ("cfg(not(any(unix, windows)))", False),
        ("cfg(true)", True),
        ("cfg(false)", False),
        ("cfg(r#unix)", True),
        # Does not parse.
        ("cfg(unix", False),
        ("cfg(some(unix))", False),
        ("cfg(unix) windows", False),
        ("cfg(%)", False),
    ],
)
def test_an_expression_holds_or_not(expression: str, *, expected: bool) -> None:
    assert cfg_matches(expression, CFG) is expected
