{ reachedFrom, ... }:
let
  unit = identity: changes: {
    unit = {
      inherit identity;
      externs = [ ];
      closure = [ ];
      host_closure = [ ];
      script = null;
      to_link = [ ];
      plugins = [ ];
      bins = { };
      artifacts = { };
      run = null;
    }
    // changes;
  };
  entries = [
    (unit "library" { })
    (unit "script" { externs = [ { unit = 0; } ]; })
    (unit "run" {
      run = {
        program = 1;
        links = [ ];
      };
    })
    (unit "program" {
      script = 2;
      externs = [ { unit = 4; } ];
    })
    (unit "dependency" { })
    (unit "test" { externs = [ { unit = 4; } ]; })
  ];
  identityOf = entry: entry.unit.identity;
  reached = index: map identityOf (reachedFrom entries [ (builtins.elemAt entries index) ]);
in
{
  "a unit without dependencies reaches itself" = {
    expr = reached 0;
    expected = [ "library" ];
  };
  "dependencies come through scripts and their runs" = {
    expr = reached 3;
    expected = [
      "library"
      "script"
      "run"
      "program"
      "dependency"
    ];
  };
}
