//! Facts in and results out: JSON, CSV and workbooks.
