{ checkLockedPackage, ... }:
let
  checksum = "92ecc6618181def0457392ccd0ee51198e065e016d1d527a7ac1b6dc7c1f09d2";
  commit = "0123456789abcdef0123456789abcdef01234567";
  package = {
    name = "itoa";
    version = "1.0.17";
    source = "registry+https://example.org/index";
    inherit checksum;
  };
  accepts = changes: (builtins.tryEval (checkLockedPackage (package // changes))).success;
  each = key: map (value: accepts { ${key} = value; });
  all = value: builtins.genList (_n: value);
in
{
  "names that Cargo accepts" = {
    expr = each "name" [
      "a"
      "_a"
      "serde_json"
      "a-b-9"
      "crème"
      "日本"
    ];
    expected = all true 6;
  };
  "names that Cargo does not accept" = {
    expr = each "name" [
      ""
      "a b"
      "9a"
      "-a"
      "a/b"
      "../a"
      "a\nb"
      "a\"b"
      "a.b"
      "$(a)"
      "a'b"
      "a`b"
    ];
    expected = all false 12;
  };
  "versions" = {
    expr = each "version" [
      "0.0.0"
      "1.2.3-alpha.1"
      "1.2.3+sha.5"
      "1.2.3-rc.1+5"
    ];
    expected = all true 4;
  };
  "what is not a version" = {
    expr = each "version" [
      ""
      "1"
      "1.2"
      "1.2.3.4"
      "v1.2.3"
      "1.2.3/x"
      "1.2.3 "
      "../1.2.3"
      "1.2.3\n"
    ];
    expected = all false 9;
  };
  "sources" = {
    expr = each "source" [
      "registry+https://example.org/index"
      "registry+file:///home/user/index"
      "sparse+https://example.org/index/"
      "git+https://example.org/a#${commit}"
      "git+https://example.org/a?branch=feature%2Fx#${commit}"
      "git+ssh://git@example.org/a.git?tag=v1#${commit}"
      "git+https://example.org/a#${commit}0123456789abcdef01234567"
    ];
    expected = all true 7;
  };
  "what is not a source" = {
    expr = each "source" [
      ""
      "https://example.org/index"
      "path+file:///a"
      "registry+example.org"
      "registry+https://"
      "git+https://example.org/a"
      "git+https://example.org/a#main"
      "git+https://example.org/a#0123456"
      "registry+https://example.org/in dex"
      "registry+https://example.org/\nindex"
      "registry+https://example.org/\"index"
    ];
    expected = all false 11;
  };
  "what is not a checksum" = {
    expr = each "checksum" [
      ""
      "abc"
      "${checksum}0"
      "92ECC6618181DEF0457392CCD0EE51198E065E016D1D527A7AC1B6DC7C1F09D2"
      "g${builtins.substring 1 63 checksum}"
      "sha256-kuzGYYGB3vBFc5LM0O5RGY4GXgFtHVJ6esG23HwfCdI="
    ];
    expected = all false 6;
  };
  "a package without a checksum" = {
    expr = [
      (checkLockedPackage (builtins.removeAttrs package [ "checksum" ]))
      (accepts { checksum = null; })
    ];
    expected = all true 2;
  };
  "a path package needs a name and a version" = {
    expr = map (package: (builtins.tryEval (checkLockedPackage package)).success) [
      {
        name = "odd name";
        version = "x";
      }
      { name = "a"; }
      { version = "1.0.0"; }
    ];
    expected = [
      true
      false
      false
    ];
  };
}
