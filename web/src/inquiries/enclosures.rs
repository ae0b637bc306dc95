//! The files that go with a message: chosen, dropped or pasted, uploaded at once, sent with it.

use leptos::{html, prelude::*, task::spawn_local};
use shared::{
    ids::{AttachmentId, InquiryId},
    inquiries::MAX_ATTACHMENTS,
};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, File, FileList, Url};

use crate::{
    api::{self, Fault},
    components::{Button, Glyph, Icon, Look, toast},
    i18n::{common as c, inquiries as w, t_now, tf, tr},
};

/// How far a file is.
#[derive(Clone, PartialEq, Eq)]
enum Upload {
    Going,
    Done(AttachmentId),
    /// Why it was not taken.
    Refused(String),
}

/// A file that was chosen.
#[derive(Clone)]
struct Enclosed {
    key: u32,
    name: String,
    /// Where the browser has the picture, if it is one.
    preview: Option<String>,
    upload: Upload,
}

impl Enclosed {
    fn forget(&self) {
        if let Some(address) = &self.preview {
            drop(Url::revoke_object_url(address));
        }
    }
}

/// The files of one composer.
#[derive(Clone, Copy)]
pub struct Enclosures {
    id: InquiryId,
    all: RwSignal<Vec<Enclosed>>,
    next: StoredValue<u32>,
    over: RwSignal<bool>,
}

impl Enclosures {
    pub fn new(id: InquiryId) -> Self {
        let made = Self { id, all: RwSignal::new(Vec::new()), next: StoredValue::new(0), over: RwSignal::new(false) };
        on_cleanup(move || {
            if let Some(all) = made.all.try_get_untracked() {
                all.iter().for_each(Enclosed::forget);
            }
        });
        made
    }

    /// Whether one is still on its way.
    pub fn busy(self) -> bool {
        self.all.with_untracked(|all| all.iter().any(|one| one.upload == Upload::Going))
    }

    /// Those that can be sent, in their order.
    pub fn ready(self) -> Vec<AttachmentId> {
        let ready = |one: &Enclosed| match one.upload {
            Upload::Done(id) => Some(id),
            Upload::Going | Upload::Refused(_) => None,
        };
        self.all.with_untracked(|all| all.iter().filter_map(ready).collect())
    }

    pub fn clear(self) {
        self.all.update(|all| all.drain(..).for_each(|one| one.forget()));
    }

    /// Whether a file hangs over it.
    pub fn receives(self) -> bool {
        self.over.get()
    }

    pub fn hover(self, event: &DragEvent) {
        event.prevent_default();
        self.over.set(true);
    }

    pub fn leave(self) {
        self.over.set(false);
    }

    pub fn drop(self, event: &DragEvent) {
        event.prevent_default();
        self.over.set(false);
        self.take(event.data_transfer().and_then(|data| data.files()));
    }

    /// Takes pasted files; pasted words go where they always go.
    pub fn paste(self, event: &ClipboardEvent) {
        let files = event.clipboard_data().and_then(|data| data.files()).filter(|files| files.length() > 0);
        if files.is_some() {
            event.prevent_default();
            self.take(files);
        }
    }

    fn take(self, files: Option<FileList>) {
        let Some(files) = files else { return };
        for file in (0..files.length()).filter_map(|at| files.get(at)) {
            if self.all.with_untracked(Vec::len) >= MAX_ATTACHMENTS {
                toast::refuse(t_now(w::TOO_MANY_FILES).replacen("{}", &MAX_ATTACHMENTS.to_string(), 1));
                return;
            }
            self.upload(file);
        }
    }

    fn upload(self, file: File) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let preview =
            file.type_().starts_with("image/").then(|| Url::create_object_url_with_blob(&file).ok()).flatten();
        self.all.update(|all| all.push(Enclosed { key, name: file.name(), preview, upload: Upload::Going }));
        spawn_local(async move {
            let upload = match api::inquiries::attach(self.id, file).await {
                Ok(made) => Upload::Done(made.id),
                Err(fault) => Upload::Refused(untrack(|| reason(&fault))),
            };
            // It may have been removed, and the page left, meanwhile.
            self.all.try_update(|all| {
                if let Some(one) = all.iter_mut().find(|one| one.key == key) {
                    one.upload = upload;
                }
            });
        });
    }

    fn remove(self, key: u32) {
        self.all.update(|all| {
            all.iter().filter(|one| one.key == key).for_each(Enclosed::forget);
            all.retain(|one| one.key != key);
        });
    }
}

/// Why a file was not taken, in one sentence.
fn reason(fault: &Fault) -> String {
    match fault.fields().first() {
        Some(error) => error.code.message(crate::prefs::lang()),
        None => fault.detail().map_or_else(|| fault.title(), |detail| format!("{} · {detail}", fault.title())),
    }
}

/// The paper-clip.
#[component]
pub fn Enclose(files: Enclosures) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let choose = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.unchecked_ref::<web_sys::HtmlElement>().click();
        }
    });
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            files.take(input.files());
            // The same file can be chosen again.
            input.set_value("");
        }
    };
    view! {
        <input node_ref=input type="file" multiple=true class="sr-only" tabindex="-1" aria-hidden="true" data-testid="attach" on:change=chosen />
        <Button label=w::ATTACH glyph=Glyph::Clip icon_only=true slim=true look=Look::Ghost on_press=choose />
    }
}

/// What will be sent, and what was refused and why.
#[component]
pub fn EnclosedList(files: Enclosures) -> impl IntoView {
    let key = |one: &Enclosed| (one.key, one.upload == Upload::Going);
    view! {
        <Show when=move || files.receives()><p class="small soft">{tr(w::DROP_FILES)}</p></Show>
        <ul class="enclosed-list" data-testid="enclosed" aria-live="polite">
            <For each=move || files.all.get() key=key let:one>
                <li class="enclosed" class:refused=matches!(one.upload, Upload::Refused(_))>
                    {match one.preview.clone().filter(|_| !matches!(one.upload, Upload::Refused(_))) {
                        Some(address) => view! { <img src=address alt="" /> }.into_any(),
                        None => view! { <Icon glyph=Glyph::File /> }.into_any(),
                    }}
                    <span class="enclosed-name">
                        <span class="small clip">{one.name.clone()}</span>
                        {match one.upload.clone() {
                            Upload::Going => Some(view! { <span class="tiny muted" role="status"><span class="spinner" aria-hidden="true"></span>" "{tr(w::UPLOADING_FILE)}</span> }.into_any()),
                            Upload::Refused(why) => Some(view! { <span class="tiny fault" role="alert">{why}</span> }.into_any()),
                            Upload::Done(_) => None,
                        }}
                    </span>
                    <Remove files=files key=one.key name=one.name.clone() />
                </li>
            </For>
        </ul>
    }
}

#[component]
fn Remove(files: Enclosures, key: u32, name: String) -> impl IntoView {
    let name = Signal::derive(move || Some(tf(w::REMOVE_FILE, &name)));
    let remove = Callback::new(move |()| files.remove(key));
    view! { <Button label=c::DELETE name=name glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=remove /> }
}
