//! Linted.
