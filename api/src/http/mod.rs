//! The server: set-up, extractors, middleware, problem documents. Only this room and the `routes` know actix-web.

mod console;
mod extract;
mod files;
mod integrator;
mod json;
mod logging;
mod metering;
mod openapi;
mod problem;
mod repeats;
mod server;
mod signed;
mod state;
mod visiting;

pub use extract::{Path, Query};
pub use files::{Copies, receive, serve};
pub use integrator::{Business, MiniProgram};
pub use json::{Answer, Body, Created, Json, read_all};
pub use openapi::document;
pub use server::{Running, start};
pub use signed::{Client, Signed};
pub use state::{State, blocking};
pub use visiting::{Door, Visiting};
