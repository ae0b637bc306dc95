//! The contract: collected from the routes, completed with what every route has in common.

use std::collections::BTreeMap;

use actix_web::App;
use shared::{ErrorCode, Lang, Problem};
use utoipa::{
    OpenApi, PartialSchema, ToSchema,
    openapi::{
        ContentBuilder, HttpMethod, Info, License, OpenApi as Document, Ref, RefOr, ResponseBuilder, Server, Tag,
        path::{Operation, ParameterBuilder, ParameterIn, PathItem},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

use crate::{
    assignment, audit, avatars, behaviour, customers, entrances, exports, fairness, followups, groups, identity,
    imports, inquiries, keys, merges, notices, orders, organisation, permissions, policies, redistribution, search,
    settings, simulation, territory, views, visitors, widgets, workforce,
};

/// The routes of employees, `/api/v1`. Those that are asked for most come first: the router tries one after the other.
pub fn employees(config: &mut ServiceConfig<'_>) {
    config
        .configure(customers::routes::routes)
        .configure(followups::routes::routes)
        .configure(merges::routes::routes)
        .configure(identity::routes::routes)
        .configure(organisation::routes::routes)
        .configure(permissions::routes::routes)
        .configure(territory::routes::routes)
        .configure(groups::routes::routes)
        .configure(workforce::routes::routes)
        .configure(imports::routes::routes)
        .configure(assignment::routes::routes)
        .configure(inquiries::routes::routes)
        .configure(orders::routes::routes)
        .configure(behaviour::routes::routes)
        .configure(search::routes::routes)
        .configure(entrances::routes::routes)
        .configure(avatars::routes::routes)
        .configure(exports::routes::routes)
        .configure(notices::routes::routes)
        .configure(policies::routes::routes)
        .configure(simulation::routes::routes)
        .configure(fairness::routes::routes)
        .configure(redistribution::routes::routes)
        .configure(settings::routes::routes)
        .configure(audit::routes::routes)
        .configure(keys::routes::routes)
        .configure(views::routes::routes)
        .configure(widgets::routes::routes);
}

/// The routes of mini-programs, `/mp/v1`.
pub fn mini_program(config: &mut ServiceConfig<'_>) {
    config
        .configure(customers::routes::mini_program_routes)
        .configure(inquiries::routes::mini_program_routes)
        .configure(visitors::routes::mini_program_routes);
}

/// What has no login, `/public/v1`.
pub fn public(config: &mut ServiceConfig<'_>) {
    config
        .configure(avatars::routes::public_routes)
        .configure(widgets::routes::public_routes)
        .configure(visitors::routes::public_routes);
}

/// The OpenAPI document.
pub fn document() -> Document {
    let (_, collected) = App::new()
        .into_utoipa_app()
        .service(scope("/api/v1").configure(employees))
        .service(scope("/mp/v1").configure(mini_program))
        .service(scope("/public/v1").configure(public))
        .split_for_parts();
    let mut document = Base::openapi();
    document.merge(collected);
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".into());
    document.info = Info::new("Guike 归客", env!("CARGO_PKG_VERSION"));
    document.info.description = Some(
        "Who owns this customer, why, and since when. Errors are RFC 9457 problem documents with a stable `code`. \
         Lists are keyset pages: give `next_cursor` back as `cursor`. Every create takes an `Idempotency-Key`."
            .into(),
    );
    document.info.license = Some(license);
    document.servers = Some(vec![Server::new("/")]);
    document.tags = Some(
        TAGS.iter()
            .map(|(name, text)| {
                let mut tag = Tag::new(*name);
                tag.description = Some((*text).into());
                tag
            })
            .collect(),
    );
    let components = document.components.get_or_insert_default();
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    let mut nested = Vec::new();
    Problem::schemas(&mut nested);
    components.schemas.extend(nested);
    for (name, scheme) in security_schemes() {
        components.add_security_scheme(name, scheme);
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            complete(path, method, operation);
        }
    }
    tell_apart(&mut document);
    document
}

/// Operations of several rooms may be functions of the same name; in the contract the room stands before it.
fn tell_apart(document: &mut Document) {
    let mut known = BTreeMap::new();
    for item in document.paths.paths.values_mut() {
        for id in operations(item).into_iter().filter_map(|(_, operation)| operation.operation_id.clone()) {
            *known.entry(id).or_insert(0) += 1;
        }
    }
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            if let (Some(id), Some([room, ..])) = (&mut operation.operation_id, operation.tags.as_deref())
                && known.get(id).is_some_and(|times| *times > 1)
            {
                *id = format!("{room}_{id}");
            }
        }
    }
}

#[derive(OpenApi)]
#[openapi()]
struct Base;

const TAGS: [(&str, &str); 29] = [
    ("identity", "Signing in, sessions, passwords 登录"),
    ("organisation", "The org tree and the employees 组织与员工"),
    ("permissions", "Roles, data roles, who can see what 权限"),
    ("territory", "Provinces, cities, districts and who holds them 商圈"),
    ("groups", "Groups of agents and product lines 顾问组"),
    ("workforce", "Presence, hours, leave, skills 人力"),
    ("imports", "Files, checked before they are applied 导入"),
    ("customers", "Customers, review, ownership 客户"),
    ("merges", "Customers who are the same person 客户合并"),
    ("followups", "Follow-ups and who is due 跟进"),
    ("assignment", "Who waits for an owner, and who decided what 分配"),
    ("inquiries", "What customers ask, and who has it in hand 咨询"),
    ("orders", "What customers bought, who takes care of it, and deals 订单"),
    ("behaviour", "What customers do, as business systems tell of it 客户行为"),
    ("entrances", "Where inquiries come in, and what is asked there 入口"),
    ("avatars", "Whom customers see instead of a consultant 阿凡达"),
    ("notices", "What one should know without looking for it 通知"),
    ("policies", "Assignment policies: drafts, versions, which is in force, cases tried 分配策略"),
    ("redistribution", "Customers and work of some people given to others 重新分配"),
    ("search", "Everything about customers by any combination of conditions, and by words 搜索"),
    ("views", "Saved views of lists 视图"),
    ("exports", "Orders and customers taken along as files 导出"),
    ("audit", "Every change 审计"),
    ("settings", "Settings 设置"),
    ("keys", "Integrators' keys 密钥"),
    ("widgets", "Chat windows and forms of websites 网站聊天"),
    ("mini_program", "What the backend of a mini-program calls 小程序"),
    ("own", "Customers in a WeChat mini-program, signed in themselves 小程序用户"),
    ("public", "Customers on a website 网站访客"),
];

fn security_schemes() -> [(&'static str, SecurityScheme); 4] {
    let bearer = |text: &str| {
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(text)).build())
    };
    [
        ("access_token", bearer("The access token of a signed-in employee.")),
        ("api_key", bearer("The secret of an integrator's key.")),
        ("visitor_token", bearer("The token of a customer in a mini-program or on a website.")),
        ("refresh_cookie", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("guike_refresh")))),
    ]
}

/// Every operation of a path with its method.
pub fn operations(item: &mut PathItem) -> Vec<(HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, item.get.as_mut()),
        (HttpMethod::Post, item.post.as_mut()),
        (HttpMethod::Put, item.put.as_mut()),
        (HttpMethod::Patch, item.patch.as_mut()),
        (HttpMethod::Delete, item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation?)))
    .collect()
}

fn complete(path: &str, method: HttpMethod, operation: &mut Operation) {
    let by_employees = path.starts_with("/api/");
    // Customers in a mini-program and on a website ask the same of the same routes.
    for tag in operation.tags.iter_mut().flatten().filter(|tag| *tag == "own" && path.starts_with("/public/")) {
        *tag = "public".into();
    }
    if operation.security.is_none() {
        let by_customers =
            path.starts_with("/public/") || path.starts_with("/mp/v1/me") || path.starts_with("/mp/v1/sessions");
        let scheme = match (by_employees, by_customers) {
            (true, _) => "access_token",
            (false, true) => "visitor_token",
            (false, false) => "api_key",
        };
        operation.security = Some(vec![SecurityRequirement::new(scheme, Vec::<String>::new())]);
    }
    let mut codes = vec![ErrorCode::Unauthenticated, ErrorCode::TooManyAttempts, ErrorCode::Internal, ErrorCode::Busy];
    if by_employees || path.starts_with("/public/") {
        codes.push(ErrorCode::Forbidden);
    }
    // Of some it only shows in the body, or in who asks, what there may not be.
    if path.contains('{') || operation.responses.responses.remove("404").is_some() {
        codes.push(ErrorCode::NotFound);
    }
    if operation.parameters.as_ref().is_some_and(|p| !p.is_empty()) || operation.request_body.is_some() {
        codes.push(ErrorCode::Invalid);
    }
    if method != HttpMethod::Get {
        codes.extend([ErrorCode::Stale, ErrorCode::BadRequest]);
    } else if operation.responses.responses.remove("409").is_some() {
        codes.push(ErrorCode::WrongState);
    }
    if operation.request_body.is_some() {
        codes.extend([ErrorCode::TooLarge, ErrorCode::UnsupportedMediaType]);
    }
    for code in codes {
        operation.responses.responses.entry(code.status().to_string()).or_insert_with(|| problem_response(code));
    }
    if method == HttpMethod::Post && operation.responses.responses.contains_key("201") {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .description(Some("The same key with the same request makes one thing, however often it is sent."))
            .schema(Some(String::schema()))
            .build();
        operation.parameters.get_or_insert_default().push(RefOr::T(key));
    }
}

fn problem_response(code: ErrorCode) -> RefOr<utoipa::openapi::Response> {
    let example = Problem {
        kind: "about:blank".into(),
        title: code.title(Lang::En).into(),
        status: code.status(),
        code,
        detail: None,
        errors: Vec::new(),
        retry_after: None,
        request_id: "0198c0de-7a5b-7000-8000-000000000000".into(),
    };
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(Problem::name())))
        .example(serde_json::to_value(example).ok())
        .build();
    ResponseBuilder::new().description(code.title(Lang::En)).content("application/problem+json", content).build().into()
}

#[cfg(test)]
mod tests {
    use super::document;

    /// Every name that is referred to, wherever it stands.
    fn references(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(members) => {
                for (name, member) in members {
                    match member.as_str() {
                        Some(reference) if name == "$ref" => found.push(reference.to_owned()),
                        _ => references(member, found),
                    }
                }
            }
            serde_json::Value::Array(members) => members.iter().for_each(|member| references(member, found)),
            _ => {}
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let mut document = document();
        let mut names = Vec::new();
        for item in document.paths.paths.values_mut() {
            names.extend(super::operations(item).into_iter().map(|(_, operation)| operation.operation_id.clone()));
        }
        let different: std::collections::BTreeSet<_> = names.iter().flatten().collect();
        assert_eq!(different.len(), names.len(), "{names:?}");
    }

    #[test]
    fn everything_that_the_contract_refers_to_is_in_it() {
        let document = serde_json::to_value(document()).expect("JSON");
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(!found.is_empty());
        let missing = |reference: &&String| document.pointer(reference.trim_start_matches('#')).is_none();
        assert_eq!(found.iter().filter(missing).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
