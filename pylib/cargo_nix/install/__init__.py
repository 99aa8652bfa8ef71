"""The programs that install a package under Cargo's names, scrubbed of build-time references. Standard library only."""
