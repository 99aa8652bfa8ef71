{ inputsHash, ... }:
let
  skeleton = {
    root = "";
    files."Cargo.toml" = "[package]";
    names = [ "Cargo.toml" ];
  };
  hash = inputsHash {
    inherit skeleton;
    selection.profile = "release";
    schema = 3;
  };
  changes = [
    {
      skeleton = skeleton // {
        root = "a";
      };
    }
    {
      skeleton = skeleton // {
        files."Cargo.toml" = "[workspace]";
      };
    }
    {
      skeleton = skeleton // {
        names = [ ];
      };
    }
    { selection.profile = "dev"; }
    { schema = 4; }
  ];
  changed =
    change:
    inputsHash (
      {
        inherit skeleton;
        selection.profile = "release";
        schema = 3;
      }
      // change
    );
in
{
  "equal inputs have one hash" = {
    expr = changed { } == hash;
    expected = true;
  };
  "each input changes the hash" = {
    expr = map (change: changed change != hash) changes;
    expected = [
      true
      true
      true
      true
      true
    ];
  };
}
