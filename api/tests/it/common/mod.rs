//! The harness: `App` is a running server with an administrator, `Caller` someone who calls it.

mod app;
mod backend;
mod caller;
mod dice;
pub mod fake_wechat;
mod office;
pub mod process;
mod world;

pub use app::{App, MAX_ATTACHMENT};
pub use backend::Backend;
pub use caller::{Answer, Caller};
pub use dice::Dice;
pub use office::{Office, in_force, in_force_with, open_entrances, question};
pub use world::{World, fill_district};

/// Makes two tests of one body, one for each database.
macro_rules! both {
    ($(#[$meta:meta])* async fn $name:ident($app:ident: App) $body:block) => {
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn body($app: App) $body

            #[test]
            fn sqlite() {
                crate::common::App::run(crate::common::Backend::sqlite(), body);
            }

            #[test]
            fn postgres() {
                crate::common::App::run(crate::common::Backend::postgres(), body);
            }
        }
    };
}
pub(crate) use both;
