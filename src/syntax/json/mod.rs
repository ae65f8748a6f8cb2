//! The JSON reader.
