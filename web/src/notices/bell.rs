//! What the bell knows, and the button that it is.

use std::time::Duration;

use leptos::prelude::*;
use shared::notices::{MAX_UNREAD, Notice, NoticePage, NoticeQuery};

use super::words::sentence;
use crate::{
    api,
    components::{Glyph, Icon},
    i18n::{notices as w, t, tf},
    reading::{Read, keep_current},
};

/// How often it is asked whether there is something new.
const REFRESH: Duration = Duration::from_secs(30);

/// How many notices are unread, which is the newest, and whether they are listed.
#[derive(Clone, Copy)]
pub struct Bell {
    read: Read<NoticePage>,
    last: Memo<Option<NoticePage>>,
    pub open: RwSignal<bool>,
    /// What came last, for those who do not see the count.
    pub said: RwSignal<String>,
}

impl Bell {
    /// Asks again and again, as long as the component that calls it is mounted.
    pub fn new() -> Self {
        let read = Read::new(|| async {
            let query = NoticeQuery { limit: Some(1), ..NoticeQuery::default() };
            api::notices::page(&query).await
        });
        keep_current(read, REFRESH);
        // The count stays as it was while it cannot be asked for.
        let last =
            Memo::new(move |before: Option<&Option<NoticePage>>| read.ok().or_else(|| before.cloned().flatten()));
        let bell = Self { read, last, open: RwSignal::new(false), said: RwSignal::new(String::new()) };
        // What was there at the beginning is not news.
        Effect::new(move |before: Option<Option<Option<Notice>>>| {
            let state = bell.last.with(Option::is_some).then(|| bell.newest());
            if let (Some(Some(before)), Some(Some(now))) = (before, &state)
                && before.is_none_or(|before| before.id < now.id)
                && !now.read
            {
                bell.said.set(untrack(|| tf(w::NEW, sentence(now))));
            }
            state
        });
        bell
    }

    /// Up to 100.
    pub fn unread(self) -> u32 {
        self.last.with(|last| last.as_ref().map_or(0, |page| page.unread))
    }

    pub fn newest(self) -> Option<Notice> {
        self.last.with(|last| last.as_ref()?.items.first().cloned())
    }

    /// Asks again at once.
    pub fn reload(self) {
        self.read.reload();
    }

    fn name(self) -> String {
        match self.unread() {
            0 => t(w::TITLE).to_owned(),
            count => tf(w::UNREAD_COUNT, shown(count)),
        }
    }
}

/// A count as it fits beside the bell.
fn shown(count: u32) -> String {
    if count >= MAX_UNREAD { format!("{}+", MAX_UNREAD - 1) } else { count.to_string() }
}

/// The bell and the count at its corner, which takes no room.
#[component]
fn BellMark(bell: Bell) -> impl IntoView {
    let unread = Memo::new(move |_| bell.unread());
    view! {
        <span class="bell-mark">
            <Icon glyph=Glyph::Bell />
            <Show when=move || { unread.get() > 0 }>
                <span class="bell-count" aria-hidden="true">{move || shown(unread.get())}</span>
            </Show>
        </span>
    }
}

/// Opens the panel. `children` stand beside the bell.
#[component]
pub fn BellButton(bell: Bell, class: &'static str, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let title = children.is_none().then_some(move || bell.name());
    view! {
        <button
            type="button"
            class=class
            aria-haspopup="dialog"
            aria-expanded=move || if bell.open.get() { "true" } else { "false" }
            aria-label=move || bell.name()
            title=title
            data-testid="bell"
            on:click=move |_| bell.open.set(true)
        >
            <BellMark bell=bell />
            {children.map(|children| children())}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_count_that_is_not_exact_says_so() {
        assert_eq!([1, 99, 100, 250].map(shown), ["1", "99", "99+", "99+"]);
    }
}
