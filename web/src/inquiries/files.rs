//! The files of a message: pictures where they stand, everything else to be saved.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    files::{FileFacts, FileKind},
    ids::InquiryId,
    inquiries::Attachment,
};
use web_sys::Url;

use crate::{
    api,
    components::{Button, Dialog, Glyph, Icon, Layer, Look, download, toast},
    format,
    i18n::{inquiries as w, tf, tr},
    reading::Read,
};

/// Up to how many bytes a picture is read without being asked for.
const SHOWN_AT_ONCE: i64 = 4 << 20;

#[component]
pub fn Files(id: InquiryId, all: Vec<Attachment>) -> impl IntoView {
    let opened = RwSignal::new(None::<Attachment>);
    let file = move |one: Attachment| {
        if one.file.kind.is_picture() && one.file.size <= SHOWN_AT_ONCE {
            view! { <li><Thumbnail id=id one=one opened=opened /></li> }.into_any()
        } else {
            view! { <li><Chip id=id one=one /></li> }.into_any()
        }
    };
    view! {
        <ul class="sent-files" data-testid="files">{all.into_iter().map(file).collect_view()}</ul>
        {move || opened.get().map(|one| view! { <Large id=id one=one opened=opened /> })}
    }
}

/// Reads a picture to show it, as long as it is shown.
fn picture(id: InquiryId, one: &Attachment) -> Read<String> {
    let (which, made) = (one.id, StoredValue::new(None::<String>));
    on_cleanup(move || {
        if let Some(Some(address)) = made.try_get_value() {
            drop(Url::revoke_object_url(&address));
        }
    });
    Read::new(move || async move {
        let blob = api::inquiries::attachment(id, which).await?;
        let address = Url::create_object_url_with_blob(&blob).map_err(|_| api::Fault::Unreadable)?;
        if made.try_set_value(Some(address.clone())).is_some() {
            drop(Url::revoke_object_url(&address));
        }
        Ok(address)
    })
}

fn sides(file: &FileFacts) -> (Option<i32>, Option<i32>) {
    (file.width, file.height)
}

#[component]
fn Thumbnail(id: InquiryId, one: Attachment, opened: RwSignal<Option<Attachment>>) -> impl IntoView {
    let (read, name) = (picture(id, &one), one.file.name.clone());
    let (width, height) = sides(&one.file);
    let open = move |_| opened.set(Some(one.clone()));
    let label = Signal::derive(move || tf(w::SEE_PICTURE, &name));
    view! {
        <button type="button" class="thumbnail" aria-label=label title=label on:click=open>
            {move || match read.get() {
                None => view! { <span class="spinner" aria-hidden="true"></span> }.into_any(),
                Some(Ok(address)) => view! { <img src=address alt="" width=width height=height /> }.into_any(),
                Some(Err(_)) => view! { <span class="tiny muted">{tr(w::PICTURE_LOST)}</span> }.into_any(),
            }}
        </button>
    }
}

/// A picture as large as the window allows.
#[component]
fn Large(id: InquiryId, one: Attachment, opened: RwSignal<Option<Attachment>>) -> impl IntoView {
    let (read, title) = (picture(id, &one), one.file.name.clone());
    let (width, height) = sides(&one.file);
    let alt = title.clone();
    let close = Callback::new(move |()| opened.set(None));
    let save = Callback::new(move |()| keep(id, one.clone()));
    view! {
        <Dialog title=Signal::stored(title) on_close=close layer=Layer::Wide>
            <div class="large-picture">
                {move || match read.get() {
                    None => view! { <span class="spinner" aria-hidden="true"></span> }.into_any(),
                    Some(Ok(address)) => view! { <img src=address alt=alt.clone() width=width height=height /> }.into_any(),
                    Some(Err(_)) => view! { <p class="muted">{tr(w::PICTURE_LOST)}</p> }.into_any(),
                }}
            </div>
            <div class="layer-foot"><Button label=w::SAVE glyph=Glyph::Download look=Look::Plain on_press=save /></div>
        </Dialog>
    }
}

#[component]
fn Chip(id: InquiryId, one: Attachment) -> impl IntoView {
    let (name, label) = (one.file.name.clone(), one.file.name.clone());
    let about = format!("{} · {}", kind_text(one.file.kind), format::bytes(one.file.size));
    let save = move |_| keep(id, one.clone());
    view! {
        <button type="button" class="file-chip" aria-label=move || tf(w::SAVE_FILE, &label) on:click=save>
            <Icon glyph=Glyph::File />
            <span class="file-chip-name">
                <span class="small clip">{name}</span>
                <span class="tiny muted">{about}</span>
            </span>
            <Icon glyph=Glyph::Download />
        </button>
    }
}

/// Gives the reader the file.
fn keep(id: InquiryId, one: Attachment) {
    spawn_local(async move {
        match api::inquiries::attachment(id, one.id).await {
            Ok(blob) => download::file(&one.file.name, &blob),
            Err(fault) => toast::complain(&fault),
        }
    });
}

fn kind_text(kind: FileKind) -> String {
    let word = kind.to_string().to_uppercase();
    if kind == FileKind::Text { "TXT".to_owned() } else { word }
}
