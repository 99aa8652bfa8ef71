pub use many::one;
