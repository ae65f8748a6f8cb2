//! Every format over one sample, over hostile names, and over secrets.

mod consumers;
mod hostile;
mod html;
mod json;
mod sample;
mod sarif;
mod schema;
mod secrets;
mod texts;
