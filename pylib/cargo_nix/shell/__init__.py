"""The dev shell: an index of units that the shell's rustc answers calls from, and Cargo's home in the shell."""
