pub fn twice(number: u8) -> u16 {
    u16::from(number) * 2
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn is_even(number: u8) {
            assert_eq!(super::twice(number) % 2, 0);
        }
    }
}
