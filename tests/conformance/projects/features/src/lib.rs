//! With features.
