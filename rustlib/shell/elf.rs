//! Sections of 64-bit little-endian ELF files.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes without a place in the file.
const NO_BITS: u64 = 8;
/// The section is in the memory of the process, so it is no debug information.
const IN_MEMORY: u64 = 2;
const HEADER: usize = 64;

/// A section: where its name is in the table of names, and where its bytes are in the file.
struct Section {
    name: usize,
    kind: u64,
    flags: u64,
    start: usize,
    size: usize,
}

/// Return the bytes of the section `name` of `object`; null if it has none, or is no ELF file.
pub fn section<'a>(object: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (table, entry, count, names) = table_of(object)?;
    let sections = read_sections(object.get(table..)?, entry, count)?;
    let names = sections.get(names)?.start;
    let is_named = |section: &&Section| {
        let text = object.get(names + section.name..).and_then(|text| text.split(|byte| *byte == 0).next());
        text == Some(name.as_bytes())
    };
    let section = sections.iter().find(is_named)?;
    object.get(section.start..section.start.checked_add(section.size)?)
}

/// Return the parts of the program at `path` that are in the memory of its process; the whole file if it is no ELF file.
pub fn parts_in_memory(path: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut file = File::open(path)?;
    let mut header = Vec::new();
    file.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
    let mut read = |start: usize, size: usize| -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; size];
        file.seek(SeekFrom::Start(start as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    let Some((table, entry, count, _names)) = table_of(&header) else { return Ok(vec![std::fs::read(path)?]) };
    let Some(sections) = read_sections(&read(table, entry * count)?, entry, count) else {
        return Ok(vec![std::fs::read(path)?]);
    };
    let is_loaded = |section: &&Section| section.flags & IN_MEMORY != 0 && section.kind != NO_BITS;
    sections.iter().filter(is_loaded).map(|section| read(section.start, section.size)).collect()
}

/// Return the place of the table of sections, the size of an entry, the number of entries, and the entry of the names.
fn table_of(header: &[u8]) -> Option<(usize, usize, usize, usize)> {
    if !header.starts_with(b"\x7fELF\x02\x01") {
        return None;
    }
    let short = |at| number(header, at, 2).map(|value| value as usize);
    let (entry, count) = (short(58)?, short(60)?);
    (entry >= HEADER && count > 0).then_some((number(header, 40, 8)? as usize, entry, count, short(62)?))
}

fn read_sections(table: &[u8], entry: usize, count: usize) -> Option<Vec<Section>> {
    let read = |at: usize| {
        Some(Section {
            name: number(table, at, 4)? as usize,
            kind: number(table, at + 4, 4)?,
            flags: number(table, at + 8, 8)?,
            start: number(table, at + 24, 8)? as usize,
            size: number(table, at + 32, 8)? as usize,
        })
    };
    (0..count).map(|index| read(index * entry)).collect()
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let mut value = [0; 8];
    value[..size].copy_from_slice(bytes.get(at..at + size)?);
    Some(u64::from_le_bytes(value))
}
