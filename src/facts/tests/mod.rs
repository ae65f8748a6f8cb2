//! Facts over small configurations: one test a trap.

mod exposure;
