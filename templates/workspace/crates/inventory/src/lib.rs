//! What is in stock, read from JSON.

use serde::{Deserialize, Serialize};

/// One kind of thing on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub name: String,
    pub count: u32,
}

/// Reads a list of items.
pub fn parse(text: &str) -> serde_json::Result<Vec<Item>> {
    serde_json::from_str(text)
}

/// Writes a list of items.
pub fn render(items: &[Item]) -> serde_json::Result<String> {
    serde_json::to_string(items)
}

#[cfg(test)]
mod tests {
    use super::{Item, parse, render};

    #[test]
    fn what_is_rendered_parses() {
        let items = vec![Item {
            name: "bolt".to_owned(),
            count: 3,
        }];
        assert_eq!(parse(&render(&items).unwrap()).unwrap(), items);
    }
}
