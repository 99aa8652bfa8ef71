//! Depends on what it helps to test.
