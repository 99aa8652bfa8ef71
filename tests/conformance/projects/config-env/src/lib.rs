//! Configured.
