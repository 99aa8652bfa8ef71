//! The grammar of JSON.

use crate::json::Value;

/// A place in a text.
pub struct Reader<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl Reader<'_> {
    /// Return the next byte that is not white space, or 0 at the end.
    pub fn peek(&mut self) -> u8 {
        while self.bytes.get(self.at).is_some_and(|byte| b" \n\r\t".contains(byte)) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == byte).then(|| self.at += 1)
    }

    /// Return the value at this place; null if there is none.
    pub fn value(&mut self) -> Option<Value> {
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
