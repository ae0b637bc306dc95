//! The command palette: to any page, to any customer, inquiry, order or follow-up, without the mouse.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    Lang,
    search::{Found, QuickQuery, SearchKind, SearchQuery, SearchRow, Words},
};
use web_sys::KeyboardEvent;

use crate::{
    api,
    components::{Glyph, Icon},
    format,
    i18n::{Text, common as c, search as sw, t, tf, tr},
    prefs::{self, Theme},
    reading::filled,
    router::Place,
    search::{catalog, results},
    session,
};

const PAUSE: Duration = Duration::from_millis(160);

/// What a line of the palette does.
#[derive(Clone, PartialEq)]
enum Deed {
    Go(String),
    Speak(Lang),
    Wear(Theme),
    Leave,
}

#[derive(Clone, PartialEq)]
struct Line {
    section: Text,
    glyph: Glyph,
    title: String,
    hint: String,
    deed: Deed,
}

#[component]
pub fn Palette(on_close: Callback<()>) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let asked = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Found>::new());
    let at = RwSignal::new(0_usize);
    let lines = Memo::new(move |_| lines(&asked.get(), &found.get()));
    look_up(asked, found, at);

    Effect::new(move |_| {
        if let Some(dialog) = element.get()
            && !dialog.open()
        {
            // It can only fail when it is open already.
            drop(dialog.show_modal());
        }
    });
    let navigate = use_navigate();
    let perform = move |deed: Deed| {
        on_close.run(());
        match deed {
            Deed::Go(path) => navigate(&path, NavigateOptions::default()),
            Deed::Speak(lang) => prefs::set_lang(lang),
            Deed::Wear(theme) => prefs::set_theme(theme),
            Deed::Leave => spawn_local(session::sign_out()),
        }
    };
    let keys = {
        let perform = perform.clone();
        move |event: KeyboardEvent| {
            let count = lines.with_untracked(Vec::len);
            match event.key().as_str() {
                "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
                "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
                "Enter" if !event.is_composing() => {
                    let line = lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned());
                    if let Some(line) = line {
                        perform(line.deed);
                    }
                }
                _ => return,
            }
            event.prevent_default();
        }
    };
    view! {
        <dialog
            class="palette"
            node_ref=element
            aria-label=tr(c::PALETTE)
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:mousedown=move |event| {
                let dialog = element.get_untracked();
                if event.target().as_ref() == dialog.as_ref().map(AsRef::as_ref) {
                    on_close.run(());
                }
            }
        >
            <div class="ask">
                <Icon glyph=Glyph::Search />
                <input
                    type="text"
                    role="combobox"
                    autofocus
                    autocomplete="off"
                    aria-expanded="true"
                    aria-controls="palette-lines"
                    aria-activedescendant=move || format!("palette-{}", at.get())
                    aria-label=tr(c::PALETTE_HINT)
                    placeholder=tr(c::PALETTE_HINT)
                    on:input=move |event| {
                        at.set(0);
                        asked.set(event_target_value(&event));
                    }
                    on:keydown=keys
                />
                <kbd>"Esc"</kbd>
            </div>
            <div class="found" id="palette-lines" role="listbox" aria-label=tr(c::PALETTE)>
                {move || {
                    let perform = perform.clone();
                    let mut section = None;
                    lines
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, line)| {
                            let heading = (section != Some(line.section)).then(|| tr(line.section));
                            section = Some(line.section);
                            let (perform, deed) = (perform.clone(), line.deed.clone());
                            view! {
                                {heading.map(|heading| view! { <div class="heading" role="presentation">{heading}</div> })}
                                <div
                                    class="option"
                                    role="option"
                                    id=format!("palette-{index}")
                                    aria-selected=move || if at.get() == index { "true" } else { "false" }
                                    on:mousemove=move |_| at.set(index)
                                    on:click=move |_| perform(deed.clone())
                                >
                                    <Icon glyph=line.glyph />
                                    <span class="clip">{line.title}</span>
                                    <span class="hint">{line.hint}</span>
                                </div>
                            }
                        })
                        .collect_view()
                }}
                {move || lines.with(Vec::is_empty).then(|| view! { <div class="heading">{tr(c::NOBODY_FOUND)}</div> })}
            </div>
            <div class="foot" aria-hidden="true">
                <span><kbd>"↑↓"</kbd>{tr(c::PALETTE_CHOOSE)}</span>
                <span><kbd>"Enter"</kbd>{tr(c::PALETTE_OPEN)}</span>
            </div>
        </dialog>
    }
}

/// Asks for what a text may mean while one types, if one may see anything of the kind.
fn look_up(asked: RwSignal<String>, found: RwSignal<Vec<Found>>, at: RwSignal<usize>) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let text = asked.get();
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        let Some(q) = filled(&text).filter(|_| Place::Search.open()) else {
            found.set(Vec::new());
            return;
        };
        let ask = move || {
            spawn_local(async move {
                if let Ok(quick) = api::search::quick(&QuickQuery { q }).await
                    && asked.try_get_untracked().as_ref() == Some(&text)
                {
                    found.set(quick.items);
                    at.set(0);
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
}

/// The line of something that was found.
fn line_of(found: &Found) -> Line {
    let (title, more) = results::titles(found);
    let (section, glyph, title, hint) = match &found.row {
        SearchRow::Customer(row) => {
            let title = if more.is_empty() { title } else { format!("{title} · {more}") };
            (sw::CUSTOMERS, Glyph::User, title, format::phone(&row.phone))
        }
        SearchRow::Inquiry(_) => (sw::INQUIRIES, Glyph::Chat, title, found.customer.name.clone()),
        SearchRow::Order(row) => {
            (sw::ORDERS, Glyph::Shop, format!("{title} · {}", row.external_id), found.customer.name.clone())
        }
        SearchRow::FollowUp(_) => (sw::FOLLOW_UPS, Glyph::Calendar, title, found.customer.name.clone()),
    };
    Line { section, glyph, title, hint, deed: Deed::Go(results::target(found)) }
}

/// The whole search for the same text, of the kind that was found first.
fn whole_search(asked: &str, found: &[Found]) -> Option<Line> {
    let text = filled(asked)?;
    let kind = match found.first().map(|one| &one.row) {
        Some(SearchRow::Customer(_)) => SearchKind::Customers,
        Some(SearchRow::Inquiry(_)) => SearchKind::Inquiries,
        Some(SearchRow::Order(_)) => SearchKind::Orders,
        Some(SearchRow::FollowUp(_)) => SearchKind::FollowUps,
        None => *catalog::kinds().first()?,
    };
    let is_marked = found.first().is_some_and(|one| !one.matches.is_empty());
    let condition = match kind {
        SearchKind::Customers if !is_marked => "customer",
        SearchKind::Customers => "customer_words",
        SearchKind::Orders if !is_marked => "order_number",
        SearchKind::Orders => "order_words",
        SearchKind::Inquiries => "inquiry_words",
        SearchKind::FollowUps => "follow_up_words",
    };
    let has_words = !Words::of(&text).tokens().is_empty();
    let query = SearchQuery::of(kind);
    let query =
        if condition.ends_with("_words") && !has_words { query } else { catalog::with_value(&query, condition, &text) };
    let path = format!("{}?{}", Place::Search.path(), serde_urlencoded::to_string(query).ok()?);
    Some(Line {
        section: sw::TITLE,
        glyph: Glyph::Search,
        title: tf(sw::ALL, text),
        hint: String::new(),
        deed: Deed::Go(path),
    })
}

fn lines(asked: &str, found: &[Found]) -> Vec<Line> {
    let word = asked.trim().to_lowercase();
    let fits = |text: Text| [text.zh, text.en].iter().any(|name| name.to_lowercase().contains(&word));
    let whole = whole_search(asked, found);
    let found = found.iter().map(line_of);
    let pages = Place::all().filter(|place| place.open() && fits(place.title())).map(|place| Line {
        section: c::PALETTE_PAGES,
        glyph: place.glyph(),
        title: t(place.title()).to_owned(),
        hint: String::new(),
        deed: Deed::Go(place.path().to_owned()),
    });
    let command = |text: Text, more: Text, glyph: Glyph, deed: Deed| {
        (fits(text) || fits(more)).then(|| Line {
            section: c::PALETTE_COMMANDS,
            glyph,
            title: format!("{} · {}", t(more), t(text)),
            hint: String::new(),
            deed,
        })
    };
    let other = if prefs::lang() == Lang::Zh { Lang::En } else { Lang::Zh };
    let other_name = match other {
        Lang::Zh => Text { zh: "中文", en: "中文", one: None },
        Lang::En => Text { zh: "English", en: "English", one: None },
    };
    let commands = [
        command(other_name, c::LANGUAGE, Glyph::Sliders, Deed::Speak(other)),
        command(c::THEME_LIGHT, c::THEME, Glyph::Sliders, Deed::Wear(Theme::Light)),
        command(c::THEME_DARK, c::THEME, Glyph::Sliders, Deed::Wear(Theme::Dark)),
        command(c::SIGN_OUT, c::ACCOUNT_MENU, Glyph::Leave, Deed::Leave),
    ];
    found.chain(pages).chain(commands.into_iter().flatten()).chain(whole).collect()
}
