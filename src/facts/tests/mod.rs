//! Facts over small configurations: one test a trap.

mod account_roles;
mod addressability;
mod architecture;
mod backup;
mod buckets;
mod certificates;
mod environment;
mod exposure;
mod ingress;
mod load_balancers;
mod members;
mod placement;
mod policies;
mod presence;
mod region;
mod used_databases;
mod web_acls;
mod zones;
