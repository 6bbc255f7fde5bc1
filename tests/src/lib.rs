//! The project's own tests: language, articles, cases, command line.
