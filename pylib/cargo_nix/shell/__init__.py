"""The dev shell: the index of the shell's rustc, and the parts of CARGO_HOME."""
