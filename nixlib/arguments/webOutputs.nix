# The outputs of the web, a part of outputs.nix.
[
  {
    name = "web";
    description = ''
      The apps of the argument [`web`](#web) by name: a directory to serve, or a package for
      JavaScript.

      `module` is the package with the compiled module, `units` are the units for the browser, and
      `updatePlan` writes the committed plan of the app. See [web.md](web.md).
    '';
    example = "packages.x86_64-linux.site = workspace.web.site;";
  }
]
