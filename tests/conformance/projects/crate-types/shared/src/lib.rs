pub use old_crate::one;
