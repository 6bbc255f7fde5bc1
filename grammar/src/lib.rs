//! The grammar of the rule language and the words for its rules.
