lalrpop_util::lalrpop_mod!(number);

pub fn parse(text: &str) -> u8 {
    number::NumberParser::new().parse(text).unwrap()
}
