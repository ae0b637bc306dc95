//! A dialog that is a form: fields, what is wrong, cancel, and the one thing it does.

use leptos::prelude::*;

use super::{Alert, Button, Dialog, Layer, Look};
use crate::{
    i18n::{Text, common as c},
    reading::Write,
};

#[component]
pub fn FormDialog(
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    write: Write,
    /// What the button says.
    #[prop(into)]
    action: Signal<Text>,
    /// The action destroys or takes away.
    #[prop(optional)]
    danger: bool,
    #[prop(optional)] layer: Layer,
    /// Pointers of the fields that show their own faults.
    #[prop(optional)]
    fields: Vec<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! {
        <Dialog title=title on_close=on_close layer=layer>
            <form class="layer-form" novalidate on:submit=submit>
                <div class="layer-body">
                    {children()}
                    <Alert fault=write.fault shown_elsewhere=fields />
                </div>
                <div class="layer-foot">
                    <Button label=c::CANCEL on_press=on_close />
                    <Button
                        label=action
                        submit=true
                        look=if danger { Look::Danger } else { Look::Primary }
                        busy=Signal::derive(move || write.busy())
                        disabled=disabled
                    />
                </div>
            </form>
        </Dialog>
    }
}
