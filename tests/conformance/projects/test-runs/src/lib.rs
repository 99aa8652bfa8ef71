//! ```
//! assert!(true);
//! ```

pub fn linked() {}
