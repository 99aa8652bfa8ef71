{ readLockfile, ... }:
let
  source = "registry+https://example.org/index";
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
      checksum = "abc"
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
          checksum = "abc";
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
        source = "git+https://example.org/b"
        [metadata]
        "checksum a 1.0.0 (${source})" = "abc"
        "checksum b 1.0.0 (git+https://example.org/b)" = "<none>"
      '').locked
    );
    expected = [
      "abc"
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
}
