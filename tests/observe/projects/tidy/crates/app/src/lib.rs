//! Checked by its test.
