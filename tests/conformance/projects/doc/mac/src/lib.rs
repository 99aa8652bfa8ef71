//! A macro.
