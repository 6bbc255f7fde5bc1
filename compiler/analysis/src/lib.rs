//! Questions about rules as data: articles in words, boundaries, coverage.
