//! A reader of JSON, for the index and for results of build scripts.

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

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// Return the next byte that is not white space, or 0 at the end.
    fn peek(&mut self) -> u8 {
        while self.bytes.get(self.at).is_some_and(|byte| b" \n\r\t".contains(byte)) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == byte).then(|| self.at += 1)
    }

    fn value(&mut self) -> Option<Value> {
        match self.peek() {
            b'"' => Some(Value::Text(self.string()?)),
            b'[' => {
                let mut list = Vec::new();
                self.sequence(b'[', b']', |reader| Some(list.push(reader.value()?)))?;
                Some(Value::List(list))
            }
            b'{' => {
                let mut fields = Vec::new();
                self.sequence(b'{', b'}', |reader| {
                    let name = reader.string()?;
                    reader.take(b':')?;
                    Some(fields.push((name, reader.value()?)))
                })?;
                Some(Value::Map(fields))
            }
            _ => self.word(),
        }
    }

    fn sequence(&mut self, open: u8, close: u8, mut element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open)?;
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            element(self)?;
            if self.take(b',').is_none() {
                return self.take(close);
            }
        }
    }

    fn word(&mut self) -> Option<Value> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)) {
            self.at += 1;
        }
        match &self.bytes[start..self.at] {
            b"" => None,
            b"null" => Some(Value::Null),
            b"true" => Some(Value::Bool(true)),
            b"false" => Some(Value::Bool(false)),
            _ => Some(Value::Number),
        }
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut bytes = Vec::new();
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => self.escape(&mut bytes)?,
                _ => bytes.push(byte),
            }
        }
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        let letter = match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => self.unicode()?,
            _ => byte as char,
        };
        bytes.extend(letter.to_string().as_bytes());
        Some(())
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.at += 2; // the `\u` of the second half
        let second = self.digits()?.checked_sub(0xdc00)?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
    }

    fn digits(&mut self) -> Option<u32> {
        let text = std::str::from_utf8(self.bytes.get(self.at..self.at + 4)?).ok()?;
        self.at += 4;
        u32::from_str_radix(text, 16).ok()
    }
}
