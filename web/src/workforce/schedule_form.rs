//! A shift: its name and the hours of a week.

use leptos::prelude::*;
use shared::{
    FieldError,
    assignment::times::{TimeOfDay, Weekday},
    codes::TextCode,
    problem::FieldCode,
    workforce::{Schedule, ScheduleDraft, Span},
};

use super::words::weekday_text;
use crate::{
    api,
    components::{Button, FormDialog, Glyph, Layer, Look, TextField, form_dialog::touches, toast},
    i18n::{common as c, t, tf, tfs, tr, workforce as w},
    reading::Write,
};

/// Hours that are being filled in.
#[derive(Clone, Copy)]
struct Line {
    key: usize,
    weekday: Weekday,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

/// All lines, those of a day in the order in which they stand.
#[derive(Clone, Copy)]
struct Lines {
    all: RwSignal<Vec<Line>>,
    next: StoredValue<usize>,
}

impl Lines {
    fn new(spans: &[Span]) -> Self {
        let lines = Self { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        for span in spans {
            lines.add(span.weekday, &span.from.to_string(), &span.to.to_string());
        }
        lines
    }

    fn add(self, weekday: Weekday, from: &str, to: &str) {
        self.next.update_value(|next| *next += 1);
        let (from, to) = (RwSignal::new(from.to_owned()), RwSignal::new(to.to_owned()));
        let line = Line { key: self.next.get_value(), weekday, from, to };
        self.all.update(|all| {
            all.push(line);
            all.sort_by_key(|line| line.weekday);
        });
    }

    fn of(self, weekday: Weekday) -> Vec<Line> {
        self.all.with(|all| all.iter().copied().filter(|line| line.weekday == weekday).collect())
    }

    /// Monday's hours from Tuesday to Friday, too.
    fn copy_monday(self) {
        let monday = untrack(|| self.of(Weekday::Monday));
        self.all.update(|all| {
            all.retain(|line| matches!(line.weekday, Weekday::Monday | Weekday::Saturday | Weekday::Sunday));
        });
        for weekday in [Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday] {
            for line in &monday {
                self.add(weekday, &line.from.get_untracked(), &line.to.get_untracked());
            }
        }
    }

    /// What was filled in; a time that is none is a fault, with a stand-in where it was.
    fn spans(self, faults: &mut Vec<FieldError>) -> Vec<Span> {
        let lines = self.all.get_untracked();
        let mut time = |index: usize, text: RwSignal<String>| {
            text.get_untracked().get(..5).and_then(|text| text.parse().ok()).unwrap_or_else(|| {
                faults.push(FieldError::new(format!("/spans/{index}"), FieldCode::Required));
                TimeOfDay::default()
            })
        };
        let span = |(index, line): (usize, &Line)| Span {
            weekday: line.weekday,
            from: time(index, line.from),
            to: time(index, line.to),
        };
        lines.iter().enumerate().map(span).collect()
    }
}

/// `schedule` is `None` for a new one.
#[component]
pub fn ScheduleForm(schedule: Option<Schedule>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = schedule.as_ref().map(|one| (one.id, one.version));
    let lines = Lines::new(schedule.as_ref().map(|one| one.spans.as_slice()).unwrap_or_default());
    let name = RwSignal::new(schedule.map(|one| one.name).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let draft = ScheduleDraft {
            name: name.get_untracked().trim().to_owned(),
            spans: lines.spans(&mut faults),
            version: existing.map(|(_, version)| version),
        };
        let ask = move |draft: ScheduleDraft| async move {
            match existing {
                Some((id, _)) => api::workforce::edit_schedule(id, &draft).await,
                None => api::workforce::add_schedule(&draft).await,
            }
        };
        write.submit_with(faults, draft, ask, move |_| {
            toast::say(t(c::SAVED));
            on_done.run(());
        });
    });
    let title = if existing.is_some() { w::EDIT_SCHEDULE } else { w::ADD_SCHEDULE };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=c::SAVE
            layer=Layer::Broad
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/spans"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <fieldset class="stack tight">
                <legend class="row wrap between">
                    <span class="small strong">{tr(w::HOURS)}</span>
                </legend>
                <p class="tiny muted">{tr(w::HOURS_HINT)}</p>
                {move || write.field("/spans").map(|fault| view! { <span class="fault small" role="alert">{fault}</span> })}
                <div class="week-form">
                    {Weekday::ALL.iter().map(|day| view! { <Day day=*day lines=lines write=write /> }).collect_view()}
                </div>
                <CopyMonday lines=lines />
            </fieldset>
        </FormDialog>
    }
}

#[component]
fn CopyMonday(lines: Lines) -> impl IntoView {
    let touched = touches();
    let copy = Callback::new(move |()| {
        touched();
        lines.copy_monday();
    });
    view! { <div><Button label=w::COPY_MONDAY glyph=Glyph::Copy slim=true look=Look::Ghost on_press=copy /></div> }
}

#[component]
fn Day(day: Weekday, lines: Lines, write: Write) -> impl IntoView {
    let touched = touches();
    let add = Callback::new(move |()| {
        touched();
        // An afternoon follows a morning.
        let (from, to) = if untrack(|| lines.of(day)).is_empty() { ("09:00", "18:00") } else { ("19:00", "21:00") };
        lines.add(day, from, to);
    });
    view! {
        <div class="week-day" role="group" aria-label=tr(weekday_text(day))>
            <span class="small">{tr(weekday_text(day))}</span>
            <div class="week-spans">
                <Show when=move || lines.of(day).is_empty()>
                    <span class="small muted">{tr(w::REST)}</span>
                </Show>
                <For each=move || lines.of(day) key=|line| line.key let:line>
                    <SpanLine line=line lines=lines write=write />
                </For>
            </div>
            <Button
                label=w::ADD_SPAN
                name=Signal::derive(move || Some(tf(w::ADD_SPAN_ON, t(weekday_text(day)))))
                glyph=Glyph::Plus
                icon_only=true
                slim=true
                look=Look::Ghost
                on_press=add
            />
        </div>
    }
}

#[component]
fn SpanLine(line: Line, lines: Lines, write: Write) -> impl IntoView {
    let Line { key, weekday, from, to } = line;
    // Faults name a line by its place among all.
    let place = move || lines.all.with(|all| all.iter().position(|one| one.key == key)).unwrap_or_default();
    let fault = move || {
        let place = place();
        write.field(&format!("/spans/{place}")).or_else(|| write.field(&format!("/spans/{place}/to")))
    };
    let wrong = move || fault().map(|_| "true");
    let number = move || 1 + lines.of(weekday).iter().position(|one| one.key == key).unwrap_or_default();
    let touched = touches();
    let remove = Callback::new(move |()| {
        touched();
        lines.all.update(|all| all.retain(|one| one.key != key));
    });
    let passes = move || {
        let [from, to] = [from, to].map(|text| text.get());
        !from.is_empty() && !to.is_empty() && to <= from && to != "00:00"
    };
    let day = move || t(weekday_text(weekday));
    view! {
        <div class="week-span">
            <input class="input" type="time" aria-label=move || tf(w::SPAN_FROM, day()) aria-invalid=wrong bind:value=from />
            <span aria-hidden="true">"–"</span>
            <input class="input" type="time" aria-label=move || tf(w::SPAN_TO, day()) aria-invalid=wrong bind:value=to />
            <Show when=passes>
                <span class="tiny muted">{tr(w::NEXT_DAY)}</span>
            </Show>
            <Button
                label=c::DELETE
                name=Signal::derive(move || Some(tfs(w::REMOVE_SPAN, &[&day(), &number()])))
                glyph=Glyph::X
                icon_only=true
                slim=true
                look=Look::Ghost
                on_press=remove
            />
            {move || fault().map(|fault| view! { <span class="fault tiny" role="alert">{fault}</span> })}
        </div>
    }
}
