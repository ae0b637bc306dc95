//! The question before what cannot be undone: what it would do, and the button that does it.

use leptos::prelude::*;

use super::FormDialog;
use crate::{i18n::Text, reading::Write};

/// `children` say what would happen; `on_confirm` does it, and closes the dialog when it is done.
#[component]
pub fn Confirm(
    #[prop(into)] title: Signal<String>,
    action: Text,
    on_close: Callback<()>,
    on_confirm: Callback<Write>,
    children: Children,
) -> impl IntoView {
    let write = Write::new();
    let submit = Callback::new(move |()| on_confirm.run(write));
    view! {
        <FormDialog title=title action=action danger=true write=write on_close=on_close on_submit=submit>
            {children()}
        </FormDialog>
    }
}
