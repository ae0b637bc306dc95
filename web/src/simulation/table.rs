//! People or groups beside each other: a chart whose rows are those of a table, sorted, searched and cut short.

use leptos::prelude::*;

use super::{
    bars::Bars,
    sides::{Side, measured},
};
use crate::{
    components::{Glyph, Look, Notice, SearchBox, Segments},
    format::number,
    i18n::{Text, simulation as w, t, tf, tn, tr},
};

/// How many rows are shown at first.
const FIRST: usize = 20;

/// A figure that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    Given,
    Peak,
    Fairness,
}

impl Metric {
    const fn text(self) -> Text {
        match self {
            Self::Given => w::GIVEN,
            Self::Peak => w::PEAK,
            Self::Fairness => w::JAIN,
        }
    }

    const fn hint(self) -> Option<Text> {
        match self {
            Self::Given => None,
            Self::Peak => Some(w::PEAK_HINT),
            Self::Fairness => Some(w::JAIN_HINT),
        }
    }

    fn show(self, value: f64) -> String {
        match self {
            Self::Fairness => format!("{value:.3}"),
            #[expect(clippy::cast_possible_truncation, reason = "counts are whole and far below 2^53")]
            _ => number(value as i64),
        }
    }

    const fn decimals(self) -> usize {
        match self {
            Self::Fairness => 3,
            _ => 0,
        }
    }
}

/// A person or a group.
#[derive(Clone)]
pub struct Line {
    pub name: String,
    /// By metric, and then by side.
    pub values: Vec<(Metric, [Option<f64>; 3])>,
}

impl Line {
    fn value(&self, metric: Metric, side: Side) -> Option<f64> {
        self.values.iter().find(|(of, _)| *of == metric).and_then(|(_, sides)| sides[side as usize])
    }

    fn change(&self, metric: Metric, compared: Option<Side>) -> Option<f64> {
        Some(self.value(metric, Side::This)? - self.value(metric, compared?)?)
    }
}

/// By what the rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Name,
    Of(Side),
    Change,
}

#[component]
pub fn Compared(
    title: Text,
    /// What a row is.
    who: Text,
    find: Text,
    empty: Text,
    lines: Vec<Line>,
    sides: Vec<Side>,
    compared: Option<Side>,
    metrics: Vec<Metric>,
    id: &'static str,
) -> impl IntoView {
    let metric = RwSignal::new(metrics[0]);
    let order = RwSignal::new((Order::Of(Side::This), false));
    let typed = RwSignal::new(String::new());
    let all = RwSignal::new(false);
    let count = lines.len();
    let lines = StoredValue::new(lines);
    let sorted = Memo::new(move |_| {
        let (metric, (order, turned)) = (metric.get(), order.get());
        lines.with_value(|lines| {
            let mut places: Vec<usize> = typed.with(|typed| {
                let typed = typed.trim().to_lowercase();
                (0..lines.len()).filter(|at| lines[*at].name.to_lowercase().contains(&typed)).collect()
            });
            let key = |at: &usize| match order {
                Order::Name => None,
                Order::Of(side) => lines[*at].value(metric, side),
                Order::Change => lines[*at].change(metric, compared),
            };
            let by_name = |a: &usize, b: &usize| lines[*a].name.cmp(&lines[*b].name);
            places.sort_by(|a, b| {
                let (x, y) = (key(a).unwrap_or(f64::MIN), key(b).unwrap_or(f64::MIN));
                y.total_cmp(&x).then_with(|| by_name(a, b))
            });
            if turned {
                places.reverse();
            }
            places
        })
    });
    let most = Memo::new(move |_| {
        let metric = metric.get();
        lines.with_value(|lines| {
            let values = lines.iter().flat_map(|line| Side::ALL.map(|side| line.value(metric, side).unwrap_or(0.0)));
            values.fold(0.0, f64::max)
        })
    });
    let shown = move || {
        let end = if all.get() { usize::MAX } else { FIRST };
        sorted.with(|sorted| sorted.iter().copied().take(end).collect::<Vec<_>>())
    };
    let found = move || sorted.with(Vec::len);
    let of_sides = sides.clone();
    let row = move |at: usize| {
        let line = lines.with_value(|lines| lines[at].clone());
        let metric = metric.get();
        let values: Vec<_> = of_sides.iter().map(|side| (*side, line.value(metric, *side))).collect();
        let change = line.value(metric, Side::This).zip(compared.and_then(|side| line.value(metric, side)));
        let change = change.map(|(now, before)| measured(now, before, metric.decimals()));
        let none = change.as_deref() == Some("±0");
        let cells = values.clone().into_iter().map(move |(side, value)| {
            view! {
                <td class="num end" data-label=tr(side.text())>{value.map_or_else(|| "–".to_owned(), |value| metric.show(value))}</td>
            }
        });
        view! {
            <tr data-row>
                <th scope="row" class="lead">{line.name}</th>
                <td class="whole bare chart"><Bars values=values most=most.get() /></td>
                {cells.collect_view()}
                {compared.map(|_| view! { <td class="num end" class:muted=none data-label=tr(w::DIFFERENCE)>{change.unwrap_or_else(|| "–".to_owned())}</td> })}
            </tr>
        }
    };
    let heading = move |column: Order, text: Text| view! { <Heading column=column text=text order=order /> };
    let searching = Callback::new(move |text| typed.set(text));
    let toggle = Callback::new(move |()| all.update(|all| *all = !*all));
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let options = metrics.iter().map(|metric| (*metric, metric.text())).collect::<Vec<_>>();
    let body = {
        let sides = sides.clone();
        move || {
            view! {
                <div class="table-wrap">
                    <table class="table cards compared">
                        <thead>
                            <tr>
                                {heading(Order::Name, who)}
                                <th scope="col" class="chart"><span class="sr-only">{tr(title)}</span></th>
                                {sides.iter().map(|side| heading(Order::Of(*side), side.text())).collect_view()}
                                {compared.map(|_| heading(Order::Change, w::DIFFERENCE))}
                            </tr>
                        </thead>
                        <tbody>{
                            let row = row.clone();
                            move || shown().into_iter().map(&row).collect_view()
                        }</tbody>
                    </table>
                </div>
            }
        }
    };
    view! {
        <section class="panel" aria-labelledby=labelled data-testid=id>
            <div class="panel-head">
                <h2 id=title_id>{tr(title)}</h2>
                <Segments label=w::METRIC options=options value=metric on_change=Callback::new(move |to| metric.set(to)) />
                {move || metric.get().hint().map(|hint| view! { <span class="tiny muted">{tr(hint)}</span> })}
                {(count > FIRST).then(|| view! {
                    <div class="actions"><SearchBox placeholder=find value=typed on_search=searching /></div>
                })}
            </div>
            {if count == 0 {
                view! { <Notice glyph=Glyph::Group title=empty slim=true /> }.into_any()
            } else {
                body().into_any()
            }}
            {move || (found() == 0 && count > 0).then(|| view! { <p class="list-foot">{tr(w::NOBODY)}</p> })}
            {move || (found() > FIRST).then(|| {
                let label = if all.get() { w::SHOW_FEWER } else { w::SHOW_ALL };
                let rows = if all.get() { FIRST } else { found() };
                view! {
                    <div class="list-foot">
                        <button type="button" class=format!("{} slim", Look::Plain.class()) on:click=move |_| toggle.run(())>
                            {move || tn(label, i64::try_from(rows).unwrap_or(i64::MAX))}
                        </button>
                    </div>
                }
            })}
        </section>
    }
}

/// A heading that sorts; pressed again it turns the order round.
#[component]
fn Heading(column: Order, text: Text, order: RwSignal<(Order, bool)>) -> impl IntoView {
    let is_sorted = move || order.with(|(now, _)| *now == column);
    let ascending = move || order.with(|(_, turned)| *turned) != (column == Order::Name);
    let press = move |_| {
        order.update(|(now, turned)| {
            *turned = *now == column && !*turned;
            *now = column;
        })
    };
    let said = move || is_sorted().then(|| if ascending() { "ascending" } else { "descending" });
    view! {
        <th scope="col" class:end=column != Order::Name aria-sort=said>
            <button type="button" class="sorter" title=move || tf(w::SORT_BY, t(text)) on:click=press>
                {tr(text)}
                <span aria-hidden="true">
                    {move || match said() {
                        Some("descending") => "↓",
                        Some(_) => "↑",
                        None => "",
                    }}
                </span>
            </button>
        </th>
    }
}
