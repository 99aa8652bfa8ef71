//! A reader of JSON, for the index and for results of build scripts.

use crate::json_reader::Reader;

/// A value of JSON. Numbers and booleans are not in these files, except where nobody reads them.
#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

static NULL: Value = Value::Null;

impl Value {
    /// Return the field `name` of an object; null if it has none.
    pub fn get(&self, name: &str) -> &Value {
        match self {
            Value::Map(fields) => fields.iter().find(|(key, _)| key == name).map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }

    /// Return the text of a string; empty for any other value.
    pub fn text(&self) -> &str {
        if let Value::Text(text) = self {
            text
        } else {
            ""
        }
    }

    /// Return the elements of a list; none for any other value.
    pub fn list(&self) -> &[Value] {
        if let Value::List(list) = self {
            list
        } else {
            &[]
        }
    }

    /// Return the fields of an object; none for any other value.
    pub fn fields(&self) -> &[(String, Value)] {
        if let Value::Map(fields) = self {
            fields
        } else {
            &[]
        }
    }

    /// Return the strings of a list.
    pub fn texts(&self) -> Vec<String> {
        self.list().iter().map(|value| value.text().to_string()).collect()
    }

    /// Return whether the value is `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Bool(true))
    }
}

/// Return the value of `text`; null if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { bytes: text.as_bytes(), at: 0 };
    let value = reader.value()?;
    (reader.peek() == 0).then_some(value)
}
