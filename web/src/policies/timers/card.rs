//! One timer.

use leptos::prelude::*;
use shared::assignment::policy::TimerWatch;

use super::{
    stages::StagesEditor,
    words::{stages_words, watch_words},
};
use crate::{
    components::Segments,
    i18n::{policies as pw, t, tf, timers as w},
    policies::{
        card::Card,
        cards::Hand,
        conditions::{GroupEditor, Lead},
        desk::Desk,
        model::TimerModel,
    },
};

#[component]
pub fn TimerCard(timer: TimerModel, hand: Hand<TimerModel>, desk: Desk) -> impl IntoView {
    let id = timer.head.id;
    let watch = timer.watch;
    let when = move || desk.names.with(|names| watch_words(watch.get(), &timer.when.condition(), names));
    let says = move || {
        view! {
            <span class="small soft">{when}</span>
            <span class="small"><span class="muted" aria-hidden="true">"→ "</span>{move || stages_words(&timer.stages())}</span>
        }
    };
    let copy = Callback::new(move |()| {
        let mut copy = untrack(|| timer.timer());
        copy.name = tf(pw::COPY_OF, &copy.name);
        copy.key = hand.fresh_key(&copy.key);
        let at = untrack(|| hand.place(id)).unwrap_or_default();
        hand.add(desk.maker.timer(&copy), at + 1, desk);
    });
    let at = Signal::derive(move || format!("/timers/{}", hand.place(id).unwrap_or_default()));
    let about = move || {
        t(match watch.get() {
            TimerWatch::NotAnswered => w::ANSWER_ABOUT,
            TimerWatch::NotFollowedUp => w::FOLLOW_UP_ABOUT,
        })
    };
    view! {
        <Card one=timer hand=hand desk=desk says=ViewFn::from(says) copy=copy>
            <div class="rule-part">
                <Lead text=w::WATCH_LEAD />
                <div class="row wrap">
                    <Segments
                        label=w::WATCH
                        options=vec![
                            (TimerWatch::NotAnswered, w::WAIT_ANSWER),
                            (TimerWatch::NotFollowedUp, w::WAIT_FOLLOW_UP),
                        ]
                        value=watch
                        on_change=Callback::new(move |new| watch.set(new))
                    />
                    <span class="small muted">{about}</span>
                </div>
            </div>
            <div class="rule-part">
                <Lead text=pw::WHEN />
                <GroupEditor group=timer.when pointer=Signal::derive(move || format!("{}/when", at.get())) depth=0 desk=desk />
            </div>
            <div class="rule-part">
                <Lead text=pw::THEN />
                <StagesEditor stages=timer.stages pointer=Signal::derive(move || format!("{}/stages", at.get())) desk=desk />
            </div>
        </Card>
    }
}
