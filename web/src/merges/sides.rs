//! Two customers beside each other.

use leptos::prelude::*;
use shared::{
    merges::{MergePreview, MergeSide},
    page::Count,
    visitors::IdentityProof,
};

use super::words::warning_text;
use crate::{
    components::{Button, Glyph, Icon, Look},
    customers::marks::level_text,
    format,
    i18n::{Text, customers as cw, merges as w, t, tf, tr, widgets as ww},
    prefs,
};

/// What both are, what is to be thought of, and what comes of it.
#[component]
pub fn Sides(seen: MergePreview, on_swap: Callback<()>) -> impl IntoView {
    let rows: Vec<(Text, Fact)> = vec![
        (w::NAME, |side| side.customer.name.clone()),
        (cw::PHONE, |side| format::phone(&side.customer.phone)),
        (cw::COMPANY, |side| side.customer.company.clone()),
        (w::STATUS, |side| side.customer.status.title(prefs::lang()).to_owned()),
        (cw::OWNER, |side| {
            side.customer.owner.as_ref().map_or_else(|| t(cw::NO_OWNER).to_owned(), |owner| owner.name.clone())
        }),
        (cw::DISTRICT, |side| {
            side.customer.district.as_ref().map(|district| district.name.clone()).unwrap_or_default()
        }),
        (cw::LEVEL, |side| t(level_text(side.customer.level)).to_owned()),
        (cw::ADDRESS, |side| side.address.clone()),
        (cw::REGISTERED, |side| format::time(side.customer.registered_at)),
        (cw::LAST_FOLLOW_UP, |side| {
            side.customer.last_follow_up_at.map_or_else(|| t(cw::NEVER).to_owned(), format::time)
        }),
        (w::CHANNELS, channels),
        (w::ALSO, |side| {
            side.also_known
                .iter()
                .map(|also| format!("{} {}", also.name, format::phone(&also.phone)))
                .collect::<Vec<_>>()
                .join("\n")
        }),
        (w::INQUIRIES, |side| counted(side.inquiries)),
        (w::ORDERS, |side| counted(side.orders)),
        (w::FOLLOW_UPS, |side| counted(side.follow_ups)),
        (w::ENTRIES, |side| counted(side.entries)),
    ];
    let owner = seen.owner.clone().map(|owner| owner.name);
    let (warnings, wrong_way, takes_district) = (seen.warnings.clone(), seen.keep_the_other, seen.takes_district);
    view! {
        <div class="stack" data-testid="sides">
            <table class="merge-sides">
                <thead>
                    <tr>
                        <td><Button label=w::SWAP glyph=Glyph::Swap slim=true look=Look::Ghost on_press=on_swap /></td>
                        <th scope="col"><span class="badge info">{tr(w::KEPT)}</span></th>
                        <th scope="col"><span class="badge warn">{tr(w::GONE)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|(label, fact)| row(label, fact, seen.clone())).collect_view()}
                </tbody>
            </table>
            {wrong_way.then(|| view! {
                <div class="alert" role="alert"><Icon glyph=Glyph::Alert /><div class="grow">{tr(w::KEEP_OTHER)}</div><Button label=w::SWAP slim=true on_press=on_swap /></div>
            })}
            {(!warnings.is_empty()).then(|| view! {
                <div class="alert warn" role="status" data-testid="warnings">
                    <Icon glyph=Glyph::Alert />
                    <ul>{warnings.into_iter().map(|warning| view! { <li>{tr(warning_text(warning))}</li> }).collect_view()}</ul>
                </div>
            })}
            {(!wrong_way).then(|| view! {
                <p class="small">
                    {move || owner.as_ref().map_or_else(|| t(w::AFTER_NOBODY).to_owned(), |owner| tf(w::AFTER, owner))}
                    {takes_district.then(|| view! { <br /> {tr(w::TAKES_DISTRICT)} })}
                </p>
            })}
        </div>
    }
}

/// What one side is, in the language of the moment.
type Fact = fn(&MergeSide) -> String;

/// One line of the comparison; none when neither side has anything to say.
fn row(label: Text, fact: Fact, seen: MergePreview) -> impl IntoView {
    move || {
        let (kept, gone) = (fact(&seen.kept), fact(&seen.gone));
        (!kept.is_empty() || !gone.is_empty()).then(|| {
            let differs = kept != gone;
            view! {
                <tr class:differs=differs>
                    <th scope="row">{tr(label)}</th>
                    <td>{or_dash(kept)}</td>
                    <td>{or_dash(gone)}</td>
                </tr>
            }
        })
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "—".to_owned() } else { text }
}

fn counted(count: Count) -> String {
    let number = format::number(count.count);
    if count.capped { tf(w::MORE_THAN, number) } else { number }
}

fn channels(side: &MergeSide) -> String {
    let one = |identity: &shared::visitors::CustomerIdentity| {
        let channel = identity.channel.title(prefs::lang());
        match identity.proof {
            IdentityProof::Said => format!("{channel} · {}", t(ww::SAID)),
            IdentityProof::Proven => channel.to_owned(),
        }
    };
    side.identities.iter().map(one).collect::<Vec<_>>().join("\n")
}
