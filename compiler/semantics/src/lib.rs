//! Names, addresses, types, domains; from the syntax tree to rules as data.
