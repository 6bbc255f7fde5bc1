//! What pest makes of the grammar, in a module of its own because it comes without documentation.

#![expect(
    missing_docs,
    reason = "pest writes the Rule enum; the grammar file and the word table document it"
)]

/// The parser made from `quyche.pest`; its entry rules are the four `…_piece` rules.
#[derive(pest_derive::Parser)]
#[grammar = "../quyche.pest"]
pub struct QuycheParser;
