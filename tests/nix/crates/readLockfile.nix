{ readLockfile, ... }:
let
  source = "registry+https://example.org/index";
  checksum = "92ecc6618181def0457392ccd0ee51198e065e016d1d527a7ac1b6dc7c1f09d2";
  commit = "0123456789abcdef0123456789abcdef01234567";
  stops = text: !(builtins.tryEval (builtins.deepSeq (readLockfile text) true)).success;
  entry = name: "[[package]]\nname = \"${name}\"\nversion = \"1.0.0\"\nsource = \"${source}\"\n";
in
{
  "a path package is a member, other packages are locked" = {
    expr = readLockfile ''
      version = 4
      [[package]]
      name = "app"
      version = "0.1.0"
      [[package]]
      name = "a"
      version = "1.0.0"
      source = "${source}"
      checksum = "${checksum}"
    '';
    expected = {
      names = [
        {
          name = "app";
          version = "0.1.0";
          isMember = true;
        }
        {
          name = "a";
          version = "1.0.0";
          isMember = false;
        }
      ];
      locked = [
        {
          name = "a";
          version = "1.0.0";
          inherit source;
          inherit checksum;
        }
      ];
    };
  };
  "version 1 has checksums in a table" = {
    expr = map (package: package.checksum) (
      (readLockfile ''
        [[package]]
        name = "a"
        version = "1.0.0"
        source = "${source}"
        [[package]]
        name = "b"
        version = "1.0.0"
        source = "git+https://example.org/b#${commit}"
        [metadata]
        "checksum a 1.0.0 (${source})" = "${checksum}"
        "checksum b 1.0.0 (git+https://example.org/b#${commit})" = "<none>"
      '').locked
    );
    expected = [
      checksum
      null
    ];
  };
  "a lock file without packages" = {
    expr = readLockfile "version = 4";
    expected = {
      names = [ ];
      locked = [ ];
    };
  };
  "conflict marks stop" = {
    expr = map stops [
      "version = 4\n<<<<<<< HEAD\n=======\n>>>>>>> x\n"
      "<<<<<<< HEAD\nversion = 4\n"
      ">>>>>>> x\nversion = 4\n"
    ];
    expected = [
      true
      true
      true
    ];
  };
  "a package with two entries stops" = {
    expr = [
      (stops (entry "a" + entry "b"))
      (stops (entry "a" + entry "a"))
    ];
    expected = [
      false
      true
    ];
  };
  "100,000 nested brackets are no error" = {
    expr =
      let
        brackets = bracket: builtins.concatStringsSep "" (builtins.genList (_n: bracket) 100000);
      in
      builtins.length (readLockfile "${entry "a"}[metadata]\nx = ${brackets "["}${brackets "]"}\n")
        .locked;
    expected = 1;
  };
}
