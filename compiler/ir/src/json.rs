//! Canonical JSON: keys in one order, no white space, ids as numbers, decimals as strings; and the hash over it.
//!
//! The order of keys is the order in which the types declare their fields, so the same document always gives the same
//! bytes. The hash is SHA-256 over those bytes with the field `hash` empty, in lower-case hex.

use crate::model::{Document, FORMAT};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::io::BufWriter;

/// Why a text is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Not JSON, or not of this shape: what serde says, and where.
    Shape(String),
    /// Another version of the format.
    Format(u32),
    /// The hash does not match the content.
    Hash,
}

/// The canonical text of a document, hash included.
pub fn write(document: &Document) -> Result<String, ReadError> {
    serde_json::to_string(document).map_err(|error| ReadError::Shape(error.to_string()))
}

/// The document with its hash set.
pub fn seal(mut document: Document) -> Result<Document, ReadError> {
    document.hash = String::new();
    document.hash = digest(&document)?;
    Ok(document)
}

/// SHA-256 over the canonical text as it is written, in lower-case hex.
fn digest(document: &Document) -> Result<String, ReadError> {
    let mut hasher = BufWriter::with_capacity(BLOCK, Sha256::new());
    serde_json::to_writer(&mut hasher, document).map_err(|error| ReadError::Shape(error.to_string()))?;
    let hasher = hasher
        .into_inner()
        .map_err(|error| ReadError::Shape(error.to_string()))?;
    Ok(hex(&hasher.finalize()))
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How much is hashed at a time, in bytes.
const BLOCK: usize = 1 << 16;

/// Brackets nested deeper than this are no document; an expression takes up to five levels for each of its own.
const DEEPEST: usize = 600;

/// Reads a document and checks version and hash; what it says may still contradict itself: see
/// [`crate::invariants`].
pub fn read(text: &str) -> Result<Document, ReadError> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    if depth(text) > DEEPEST {
        return Err(ReadError::Shape("lồng quá sâu".to_owned()));
    }
    let version: Version = parse(text)?;
    if version.format != FORMAT {
        return Err(ReadError::Format(version.format));
    }
    let document: Document = parse(text)?;
    let said = document.hash.clone();
    let document = seal(document)?;
    if document.hash != said {
        return Err(ReadError::Hash);
    }
    Ok(document)
}

/// Parses without serde's own bound on depth, which is lower than what a compiled document may need.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    let mut from = serde_json::Deserializer::from_str(text);
    from.disable_recursion_limit();
    let value = T::deserialize(&mut from).map_err(|error| ReadError::Shape(error.to_string()))?;
    from.end().map_err(|error| ReadError::Shape(error.to_string()))?;
    Ok(value)
}

/// How deep brackets nest, outside strings.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest) = (0usize, 0usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'{' | b'[') => {
                now += 1;
                deepest = deepest.max(now);
            }
            (false, b'}' | b']') => now = now.saturating_sub(1),
            (true | false, _) => {}
        }
    }
    deepest
}
