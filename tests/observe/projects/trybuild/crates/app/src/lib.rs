#[macro_export]
macro_rules! number {
    ($($token:literal)*) => { 0 $(+ $token)* };
}
