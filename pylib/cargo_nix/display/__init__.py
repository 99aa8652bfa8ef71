"""Cargo's face: status lines, the line of progress, diagnostics, and the page of timings."""
