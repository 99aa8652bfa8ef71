{ types, ... }:
let
  fits = type: value: type.mismatches "place" value == [ ];
  argumentsOf = type: value: map (mismatch: mismatch.argument) (type.mismatches "place" value);
  derivation = {
    type = "derivation";
    outPath = "/nix/store/x";
  };
  options = types.set [
    {
      name = "size";
      type = types.enum [
        "small"
        "large"
      ];
      default = "small";
      description = "";
      example = "size = \"large\";";
    }
    {
      name = "label";
      type = types.text;
      description = "";
      example = "label = \"a\";";
    }
  ];
in
{
  "leaves take values of their type" = {
    expr = [
      (fits types.bool true)
      (fits types.bool "true")
      (fits types.text "")
      (fits types.name "")
      (fits types.package derivation)
      (fits types.anySet [ ])
    ];
    expected = [
      true
      false
      true
      false
      true
      false
    ];
  };
  "null stands for a missing value" = {
    expr = map (fits (types.nullOr types.bool)) [
      null
      false
      0
    ];
    expected = [
      true
      true
      false
    ];
  };
  "a list names the element that does not fit" = {
    expr = argumentsOf (types.listOf types.text) [
      "a"
      1
      "b"
      null
    ];
    expected = [
      "place[1]"
      "place[3]"
    ];
  };
  "a set names the attribute that does not fit" = {
    expr = argumentsOf (types.attrsOf types.bool) {
      a = true;
      b = 1;
    };
    expected = [ "place.b" ];
  };
  "one of several types fits" = {
    expr =
      map
        (fits (
          types.either [
            types.bool
            types.text
          ]
        ))
        [
          true
          "a"
          1
        ];
    expected = [
      true
      true
      false
    ];
  };
  "options: unknown, missing and wrong values" = {
    expr = map (mismatch: mismatch.problem) (
      options.mismatches "checks" {
        size = "huge";
        lable = "a";
      }
    );
    expected = [
      "`checks.lable` is not an argument"
      "`checks.label` is missing"
      "`checks.size` has the wrong type"
    ];
  };
  "options: a default fills in" = {
    expr = options.complete { label = "a"; };
    expected = {
      size = "small";
      label = "a";
    };
  };
}
