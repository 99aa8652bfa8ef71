{ fromRoot, ... }:
{
  "a path of a directory starts at the root" = {
    expr = map (fromRoot "crates/app") [
      "src/main.rs"
      "../library"
      "./a//b"
      "../../README.md"
    ];
    expected = [
      "crates/app/src/main.rs"
      "crates/library"
      "crates/app/a/b"
      "README.md"
    ];
  };
  "a path that leaves the root starts with two dots" = {
    expr = map (fromRoot "a") [
      "../../b"
      "../../../b"
    ];
    expected = [
      "../b"
      "../../b"
    ];
  };
}
