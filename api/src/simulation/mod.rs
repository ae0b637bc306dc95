//! Simulation 模拟: a policy tried on what came in, with the people who were there then. Nothing is written.
//!
//! | step | where |
//! |---|---|
//! | what came in, and what really became of it | `arrivals` |
//! | who was there, how turns and loads stood, and what changed meanwhile | `people`, `standing` |
//! | both through the engine, and beside each other | `run` |

mod arrivals;
mod people;
pub mod routes;
mod run;
mod standing;
mod store;
