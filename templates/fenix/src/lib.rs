//! The greatest common divisor.

/// The greatest number that divides both; `gcd(n, 0)` is `n`.
pub fn gcd(a: u32, b: u32) -> u32 {
    num_integer::gcd(a, b)
}

/// The same under C's calling convention: what a host calls in the WebAssembly module.
#[unsafe(export_name = "gcd")]
extern "C" fn exported_gcd(a: u32, b: u32) -> u32 {
    gcd(a, b)
}

#[cfg(test)]
mod tests {
    #[test]
    fn divides_both() {
        assert_eq!(super::gcd(84, 36), 12);
    }
}
