//! Simulation 模拟: a policy tried on what came in, with the people who were there then, or on a file, with those of now.
//! Nothing is written but that a result was exported.
//!
//! | step | where |
//! |---|---|
//! | what came in, and what really became of it | `arrivals` |
//! | or what a file says comes in | `file` |
//! | who was there, how turns and loads stood, and what changed meanwhile | `people`, `standing` |
//! | all that a run needs, read once | `stage` |
//! | through the engine, without the database, and beside each other | `run` |
//! | what came of it, with names and reasons | `tell` |
//! | as a spreadsheet | `export` |

mod arrivals;
mod export;
mod file;
mod people;
pub mod routes;
mod run;
mod stage;
mod standing;
mod store;
mod tell;
