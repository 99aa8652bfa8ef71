//! Tested with data.
