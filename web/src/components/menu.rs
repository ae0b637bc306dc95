//! A menu behind a button.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, Node};

/// `button` draws what is inside the button; `children` are `MenuItem`s, mounted while the menu is open.
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] button_class: String,
    /// Opens upwards, for a button at the bottom of the page.
    #[prop(optional)]
    up: bool,
    #[prop(into)] button: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (root, items) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    provide_context(MenuState { open });
    Effect::new(move |_| {
        if let Some(items) = items.get()
            && let Ok(Some(first)) = items.query_selector("[role=menuitem], [role=menuitemradio]")
        {
            focus(&first);
        }
    });
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                event.prevent_default();
                open.set(false);
                if let Some(button) = root.get_untracked().and_then(|r| r.first_element_child()) {
                    focus(&button);
                }
                return;
            }
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        if open.get_untracked() {
            event.prevent_default();
            if let Some(items) = items.get_untracked() {
                move_focus(&items, step);
            }
        }
    };
    // Closes when the focus goes elsewhere, by mouse or by Tab.
    let left = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|t| t.dyn_into::<Node>().ok());
        let inside = root.get_untracked().is_some_and(|root| root.contains(to.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    view! {
        <div class="menu" class:up=up node_ref=root on:keydown=keys on:focusout=left>
            <button
                type="button"
                class=button_class
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |event| {
                    event.stop_propagation();
                    open.update(|open| *open = !*open);
                }
            >
                <span class="sr-only">{move || label.get()}</span>
                {button.run()}
            </button>
            <Show when=move || open.get()>
                <div class="menu-items" role="menu" node_ref=items>
                    {children()}
                </div>
            </Show>
        </div>
    }
}

#[derive(Clone, Copy)]
struct MenuState {
    open: RwSignal<bool>,
}

/// One line of a menu.
#[component]
pub fn MenuItem(on_choose: Callback<()>, #[prop(optional)] warns: bool, children: Children) -> impl IntoView {
    let state = use_context::<MenuState>();
    view! {
        <button
            type="button"
            role="menuitem"
            class:warns=warns
            on:click=move |event| {
                event.stop_propagation();
                if let Some(state) = state {
                    state.open.set(false);
                }
                on_choose.run(());
            }
        >
            {children()}
        </button>
    }
}

fn move_focus(items: &web_sys::Element, step: i32) {
    let Ok(all) = items.query_selector_all("[role=menuitem]") else { return };
    let count = i32::try_from(all.length()).unwrap_or(0);
    let active = document().active_element();
    let now = (0..count).find(|i| {
        let node = u32::try_from(*i).ok().and_then(|i| all.item(i));
        node.as_ref() == active.as_ref().map(AsRef::as_ref)
    });
    let next = now.map_or(0, |now| (now + step).rem_euclid(count.max(1)));
    if let Some(node) = u32::try_from(next).ok().and_then(|i| all.item(i))
        && let Ok(element) = node.dyn_into::<web_sys::Element>()
    {
        focus(&element);
    }
}

fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        drop(element.focus());
    }
}
