use renamed::IntoPrimitive;

#[derive(IntoPrimitive)]
#[repr(u8)]
pub enum Number {
    One = 1,
}

#[test]
fn one() {
    assert_eq!(u8::from(Number::One), 1);
}
