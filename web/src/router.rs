//! The places of the console: where they are, what they are called, and who may go there.

use shared::permissions::Permission;

use crate::{
    components::icon::Glyph,
    i18n::{
        Text, audit, avatars, customers, entrances, exports, fairness, followups, groups, identity, inquiries, keys,
        orders, organisation, permissions, policies, queue, redistribution, search, settings, territory, workforce,
    },
    session,
};

/// A page that the navigation leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Search,
    Due,
    Customers,
    Inquiries,
    Orders,
    Queue,
    Reviews,
    Exports,
    Fairness,
    Districts,
    Entrances,
    Avatars,
    Policies,
    Redistributions,
    Groups,
    Workforce,
    Organisation,
    Employees,
    Roles,
    Audit,
    Keys,
    Settings,
    Sessions,
}

impl Place {
    /// The places about customers, in the order of the navigation.
    pub const CUSTOMERS: [Self; 8] = [
        Self::Customers,
        Self::Due,
        Self::Inquiries,
        Self::Orders,
        Self::Search,
        Self::Queue,
        Self::Reviews,
        Self::Exports,
    ];
    /// The places about who gets what.
    pub const ASSIGNMENT: [Self; 8] = [
        Self::Districts,
        Self::Entrances,
        Self::Policies,
        Self::Groups,
        Self::Workforce,
        Self::Avatars,
        Self::Redistributions,
        Self::Fairness,
    ];
    /// The places about the company.
    pub const PEOPLE: [Self; 3] = [Self::Organisation, Self::Employees, Self::Roles];
    /// The places about the product itself.
    pub const SYSTEM: [Self; 3] = [Self::Audit, Self::Keys, Self::Settings];

    /// Every place of the navigation.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::CUSTOMERS
            .into_iter()
            .chain(Self::ASSIGNMENT)
            .chain(Self::PEOPLE)
            .chain(Self::SYSTEM)
            .chain([Self::Sessions])
    }

    pub const fn path(self) -> &'static str {
        match self {
            Self::Due => "/due",
            Self::Customers => "/customers",
            Self::Inquiries => "/inquiries",
            Self::Orders => "/orders",
            Self::Search => "/search",
            Self::Queue => "/queue",
            Self::Reviews => "/reviews",
            Self::Exports => "/exports",
            Self::Fairness => "/fairness",
            Self::Districts => "/districts",
            Self::Entrances => "/entrances",
            Self::Avatars => "/avatars",
            Self::Policies => "/policies",
            Self::Redistributions => "/redistributions",
            Self::Groups => "/groups",
            Self::Workforce => "/workforce",
            Self::Organisation => "/organisation",
            Self::Employees => "/employees",
            Self::Roles => "/roles",
            Self::Audit => "/audit",
            Self::Keys => "/keys",
            Self::Settings => "/settings",
            Self::Sessions => "/sessions",
        }
    }

    pub const fn title(self) -> Text {
        match self {
            Self::Due => followups::TITLE,
            Self::Customers => customers::TITLE,
            Self::Inquiries => inquiries::TITLE,
            Self::Orders => orders::TITLE,
            Self::Search => search::TITLE,
            Self::Queue => queue::TITLE,
            Self::Reviews => customers::REVIEWS,
            Self::Exports => exports::TITLE,
            Self::Fairness => fairness::TITLE,
            Self::Districts => territory::TITLE,
            Self::Entrances => entrances::TITLE,
            Self::Avatars => avatars::TITLE,
            Self::Policies => policies::TITLE,
            Self::Redistributions => redistribution::TITLE,
            Self::Groups => groups::TITLE,
            Self::Workforce => workforce::TITLE,
            Self::Organisation => organisation::TITLE,
            Self::Employees => organisation::EMPLOYEES,
            Self::Roles => permissions::TITLE,
            Self::Audit => audit::TITLE,
            Self::Keys => keys::TITLE,
            Self::Settings => settings::TITLE,
            Self::Sessions => identity::ACCOUNT,
        }
    }

    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Due => Glyph::Calendar,
            Self::Customers => Glyph::Users,
            Self::Inquiries => Glyph::Chat,
            Self::Orders => Glyph::Shop,
            Self::Search => Glyph::Search,
            Self::Queue => Glyph::Queue,
            Self::Reviews => Glyph::Inbox,
            Self::Exports => Glyph::Download,
            Self::Fairness => Glyph::Scale,
            Self::Districts => Glyph::Map,
            Self::Entrances => Glyph::Door,
            Self::Avatars => Glyph::Face,
            Self::Policies => Glyph::Route,
            Self::Redistributions => Glyph::Swap,
            Self::Groups => Glyph::Group,
            Self::Workforce => Glyph::Clock,
            Self::Organisation => Glyph::Tree,
            Self::Employees => Glyph::Badge,
            Self::Roles => Glyph::Shield,
            Self::Audit => Glyph::Scroll,
            Self::Keys => Glyph::Key,
            Self::Settings => Glyph::Sliders,
            Self::Sessions => Glyph::User,
        }
    }

    /// The permission that the server demands for what the place shows; `None` where everybody may go.
    pub const fn needs(self) -> Option<Permission> {
        match self {
            Self::Due | Self::Customers => Some(Permission::CustomerRead),
            Self::Inquiries => Some(Permission::InquiryRead),
            Self::Orders => Some(Permission::OrderRead),
            Self::Queue => Some(Permission::QueueRead),
            Self::Reviews => Some(Permission::CustomerReview),
            Self::Fairness => Some(Permission::FairnessRead),
            Self::Districts => Some(Permission::DistrictRead),
            Self::Entrances => Some(Permission::EntranceManage),
            Self::Avatars => Some(Permission::AvatarManage),
            Self::Policies => Some(Permission::PolicyRead),
            Self::Redistributions => Some(Permission::WorkRedistribute),
            Self::Groups | Self::Workforce => Some(Permission::GroupRead),
            Self::Organisation | Self::Employees => Some(Permission::OrganisationRead),
            Self::Roles => Some(Permission::RoleRead),
            Self::Audit => Some(Permission::AuditRead),
            Self::Keys => Some(Permission::KeyManage),
            Self::Settings => Some(Permission::SettingsManage),
            Self::Search | Self::Exports | Self::Sessions => None,
        }
    }

    /// Whether the signed-in employee may go there.
    pub fn open(self) -> bool {
        match self {
            Self::Search => {
                [Permission::CustomerRead, Permission::InquiryRead, Permission::OrderRead].into_iter().any(session::can)
            }
            // Either of two.
            Self::Exports => session::can(Permission::OrderExport) || session::can(Permission::CustomerExport),
            _ => self.needs().is_none_or(session::can),
        }
    }

    /// Whether an address lies in this place.
    pub fn holds(self, path: &str) -> bool {
        path.strip_prefix(self.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Where the signed-in employee begins.
pub fn home() -> Option<Place> {
    Place::all().filter(|place| *place != Place::Sessions).find(|place| place.open())
}
