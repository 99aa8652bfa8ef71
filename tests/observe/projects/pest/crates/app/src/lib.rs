use pest::Parser;

#[derive(pest_derive::Parser)]
#[grammar = "../../../grammars/numbers.pest"]
pub struct Numbers;

#[test]
fn a_number() {
    assert!(Numbers::parse(Rule::number, "12").is_ok());
}
