//! Canonical JSON: keys in one order, no white space, ids as numbers, decimals as strings; and the hash over it.
//!
//! The order of keys is the order in which the types declare their fields, so the same document always gives the same
//! bytes. The hash is SHA-256 over those bytes with the field `hash` empty, in lower-case hex.

use crate::model::{Document, FORMAT};
use sha2::{Digest, Sha256};

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
    document.hash = hash(&document)?;
    Ok(document)
}

/// The hash a document should carry.
pub fn hash(document: &Document) -> Result<String, ReadError> {
    let mut bare = document.clone();
    bare.hash = String::new();
    Ok(sha256(write(&bare)?.as_bytes()))
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a document and checks version and hash.
pub fn read(text: &str) -> Result<Document, ReadError> {
    #[derive(serde::Deserialize)]
    struct Version {
        format: u32,
    }
    let version: Version = serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))?;
    if version.format != FORMAT {
        return Err(ReadError::Format(version.format));
    }
    let document: Document = serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))?;
    if hash(&document)? != document.hash {
        return Err(ReadError::Hash);
    }
    Ok(document)
}
