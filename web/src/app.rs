//! What to show: the door, the demand for a new password, or the console.

use std::time::Duration;

use leptos::{mount::mount_to, prelude::*, task::spawn_local};
use leptos_router::{
    components::{Redirect, Route, Router, Routes},
    path,
};
use wasm_bindgen::JsCast;

use crate::{
    audit::AuditPage,
    avatars::AvatarsPage,
    components::{Failed, Glyph, Notice, toast::Toasts},
    customers::{CustomerPage, CustomersPage, ReviewsPage},
    entrances::EntrancesPage,
    exports::ExportsPage,
    fairness::FairnessPage,
    followups::DuePage,
    groups::{GroupPage, GroupsPage},
    i18n::{common as c, tr},
    identity::{AccountPage, NewPasswordDoor, SignInDoor},
    imports::ImportPage,
    inquiries::{InquiriesPage, InquiryPage},
    keys::KeysPage,
    merges::DuplicatesPage,
    orders::{DealsPage, IncompletePage, OrderPage, OrdersPage},
    organisation::{EmployeePage, EmployeesPage, OrganisationPage},
    permissions::RolesPage,
    policies::{PoliciesPage, PolicyPage},
    prefs,
    queue::QueuePage,
    redistribution::{RedistributionsPage, WizardPage},
    router::{Place, home},
    search::SearchPlace,
    session::{self, Stage},
    settings::SettingsPage,
    shell::Shell,
    simulation::SimulationPage,
    territory::DistrictsPage,
    workforce::WorkforcePage,
};

/// Takes the place of the splash in `index.html`.
pub fn start() {
    let place = document().get_element_by_id("app").and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(place) = place {
        place.set_text_content(None);
        mount_to(place, App).forget();
    }
}

/// How long to wait before asking a server again that did not answer.
const PATIENCE: Duration = Duration::from_secs(4);

/// How the stage changes what is drawn; `Ready` stays the same whoever's permissions change.
#[derive(Clone, PartialEq)]
enum Scene {
    Waiting,
    Door { ended: bool },
    NewPassword,
    Console,
    Unreachable(crate::api::Fault),
}

#[component]
fn App() -> impl IntoView {
    prefs::apply_to_document();
    spawn_local(session::start());
    let scene = Memo::new(|_| match session::stage() {
        Stage::Starting => Scene::Waiting,
        Stage::SignedOut { ended } => Scene::Door { ended },
        Stage::MustChangePassword => Scene::NewPassword,
        Stage::Ready(_) => Scene::Console,
        Stage::Unreachable(fault) => Scene::Unreachable(fault),
    });
    let retry = Callback::new(|()| spawn_local(session::start()));
    // A server that restarts is found again without anybody pressing a button.
    Effect::new(move |_| {
        if matches!(session::stage(), Stage::Unreachable(_)) {
            set_timeout(move || retry.run(()), PATIENCE);
        }
    });
    view! {
        {move || match scene.get() {
            Scene::Waiting => view! {
                <div class="splash" role="status">
                    <span class="splash-mark" aria-hidden="true"></span>
                    <span class="sr-only">{tr(c::LOADING)}</span>
                </div>
            }
            .into_any(),
            Scene::Door { ended } => view! { <SignInDoor ended=ended /> }.into_any(),
            Scene::NewPassword => view! { <NewPasswordDoor /> }.into_any(),
            Scene::Console => view! { <Console /> }.into_any(),
            Scene::Unreachable(fault) => view! {
                <main class="splash">
                    <Failed fault=fault retry=retry />
                </main>
            }
            .into_any(),
        }}
        <Toasts />
    }
}

/// The pages. Signing in changes no address, so a link leads where it should also after the door.
#[component]
fn Console() -> impl IntoView {
    view! {
        <Router>
            <Shell>
                <Routes fallback=|| view! { <Lost /> }>
                    <Route path=path!("/") view=Home />
                    <Route path=path!("/sign-in") view=Home />
                    <Route path=path!("/due") view=|| guarded(Place::Due, || view! { <DuePage /> }.into_any()) />
                    <Route path=path!("/customers") view=|| guarded(Place::Customers, || view! { <CustomersPage /> }.into_any()) />
                    <Route path=path!("/customers/duplicates") view=|| guarded(Place::Customers, || view! { <DuplicatesPage /> }.into_any()) />
                    <Route path=path!("/customers/:id") view=|| guarded(Place::Customers, || view! { <CustomerPage /> }.into_any()) />
                    <Route path=path!("/inquiries") view=|| guarded(Place::Inquiries, || view! { <InquiriesPage /> }.into_any()) />
                    <Route path=path!("/inquiries/:id") view=|| guarded(Place::Inquiries, || view! { <InquiryPage /> }.into_any()) />
                    <Route path=path!("/orders") view=|| guarded(Place::Orders, || view! { <OrdersPage /> }.into_any()) />
                    <Route path=path!("/orders/deals") view=|| guarded(Place::Orders, || view! { <DealsPage /> }.into_any()) />
                    <Route path=path!("/orders/incomplete") view=|| guarded(Place::Orders, || view! { <IncompletePage /> }.into_any()) />
                    <Route path=path!("/orders/:id") view=|| guarded(Place::Orders, || view! { <OrderPage /> }.into_any()) />
                    <Route path=path!("/search") view=|| guarded(Place::Search, || view! { <SearchPlace /> }.into_any()) />
                    <Route path=path!("/queue") view=|| guarded(Place::Queue, || view! { <QueuePage /> }.into_any()) />
                    <Route path=path!("/exports") view=|| guarded(Place::Exports, || view! { <ExportsPage /> }.into_any()) />
                    <Route path=path!("/fairness") view=|| guarded(Place::Fairness, || view! { <FairnessPage /> }.into_any()) />
                    <Route path=path!("/reviews") view=|| guarded(Place::Reviews, || view! { <ReviewsPage /> }.into_any()) />
                    <Route path=path!("/districts") view=|| guarded(Place::Districts, || view! { <DistrictsPage /> }.into_any()) />
                    <Route
                        path=path!("/districts/import")
                        view=|| guarded(Place::Districts, || view! { <ImportPage kind=shared::imports::ImportKind::Districts /> }.into_any())
                    />
                    <Route path=path!("/entrances") view=|| guarded(Place::Entrances, || view! { <EntrancesPage /> }.into_any()) />
                    <Route path=path!("/avatars") view=|| guarded(Place::Avatars, || view! { <AvatarsPage /> }.into_any()) />
                    <Route path=path!("/policies") view=|| guarded(Place::Policies, || view! { <PoliciesPage /> }.into_any()) />
                    <Route path=path!("/policies/:id") view=|| guarded(Place::Policies, || view! { <PolicyPage /> }.into_any()) />
                    <Route path=path!("/policies/:id/simulate") view=|| guarded(Place::Policies, || view! { <SimulationPage /> }.into_any()) />
                    <Route path=path!("/redistributions") view=|| guarded(Place::Redistributions, || view! { <RedistributionsPage /> }.into_any()) />
                    <Route path=path!("/redistributions/new") view=|| guarded(Place::Redistributions, || view! { <WizardPage /> }.into_any()) />
                    <Route path=path!("/groups") view=|| guarded(Place::Groups, || view! { <GroupsPage /> }.into_any()) />
                    <Route path=path!("/groups/:id") view=|| guarded(Place::Groups, || view! { <GroupPage /> }.into_any()) />
                    <Route path=path!("/workforce") view=|| guarded(Place::Workforce, || view! { <WorkforcePage /> }.into_any()) />
                    <Route path=path!("/organisation") view=|| guarded(Place::Organisation, || view! { <OrganisationPage /> }.into_any()) />
                    <Route path=path!("/employees") view=|| guarded(Place::Employees, || view! { <EmployeesPage /> }.into_any()) />
                    <Route
                        path=path!("/employees/import")
                        view=|| guarded(Place::Employees, || view! { <ImportPage kind=shared::imports::ImportKind::Employees /> }.into_any())
                    />
                    <Route path=path!("/employees/:id") view=|| guarded(Place::Employees, || view! { <EmployeePage /> }.into_any()) />
                    <Route path=path!("/roles") view=|| guarded(Place::Roles, || view! { <RolesPage /> }.into_any()) />
                    <Route path=path!("/audit") view=|| guarded(Place::Audit, || view! { <AuditPage /> }.into_any()) />
                    <Route path=path!("/keys") view=|| guarded(Place::Keys, || view! { <KeysPage /> }.into_any()) />
                    <Route path=path!("/settings") view=|| guarded(Place::Settings, || view! { <SettingsPage /> }.into_any()) />
                    <Route path=path!("/sessions") view=|| view! { <AccountPage /> } />
                </Routes>
            </Shell>
        </Router>
    }
}

/// Shows a page to those who may see it. The server refuses the others anyway; this says so kindly.
fn guarded(place: Place, page: fn() -> AnyView) -> AnyView {
    let open = Memo::new(move |_| place.open());
    (move || {
        if open.get() {
            page()
        } else {
            view! {
                <div class="page">
                    <Notice glyph=Glyph::Lock title=c::DENIED_TITLE body=c::DENIED_BODY>
                        <a class="button" href="/">{tr(c::HOME)}</a>
                    </Notice>
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}

/// Leads to where the day begins.
#[component]
fn Home() -> impl IntoView {
    move || match home() {
        Some(place) => view! { <Redirect path=place.path() /> }.into_any(),
        None => {
            view! { <div class="page"><Notice glyph=Glyph::User title=c::NOTHING_TITLE body=c::NOTHING_BODY /></div> }
                .into_any()
        }
    }
}

#[component]
fn Lost() -> impl IntoView {
    view! {
        <div class="page">
            <Notice glyph=Glyph::Map title=c::LOST_TITLE body=c::LOST_BODY>
                <a class="button" href="/">{tr(c::HOME)}</a>
            </Notice>
        </div>
    }
}
