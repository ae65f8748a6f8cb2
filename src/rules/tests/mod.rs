//! The engine on a small world made of HCL text; the rules themselves are tested by their fixtures.

mod engine;
mod loading;
mod passes;
mod prepared;
mod world;
