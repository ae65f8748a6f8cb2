//! CloudWatch: alarms and dashboards, and the signals that they watch.

pub(super) mod alarms;
pub(super) mod signals;
