//! A server that answers as WeChat does, as far as signing in needs it. A code says what becomes of it: `login openid [unionid]`,
//! `phone country number`, or the number of an error. A code of `login` is good once.

use std::{
    collections::HashSet,
    sync::{Mutex, OnceLock, mpsc},
};

use actix_web::{App, HttpResponse, HttpServer, rt::System, web};
use serde_json::{Value, json};

pub const APP_ID: &str = "wx0123456789abcdef";
pub const SECRET: &str = "fake-wechat-secret-7f3a";
const TOKEN: &str = "fake-wechat-access-token";

/// Where it is; it is started by whoever asks first, and lives as long as the tests.
pub fn base_url() -> String {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(start).clone()
}

fn start() -> String {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        System::new().block_on(async move {
            let used = web::Data::new(Mutex::new(HashSet::<String>::new()));
            let routes = move || {
                App::new()
                    .app_data(used.clone())
                    .route("/sns/jscode2session", web::get().to(session))
                    .route("/cgi-bin/stable_token", web::post().to(token))
                    .route("/wxa/business/getuserphonenumber", web::post().to(phone))
            };
            let server = HttpServer::new(routes).workers(1).bind("127.0.0.1:0").expect("a port");
            sender.send(server.addrs()[0].to_string()).expect("somebody waits");
            server.run().await.expect("the fake server runs");
        });
    });
    format!("http://{}", receiver.recv().expect("the fake server started"))
}

fn error(code: &str) -> Value {
    json!({"errcode": code.parse::<i64>().unwrap_or(40_029), "errmsg": "refused"})
}

fn text(answer: &Value) -> HttpResponse {
    // WeChat calls its JSON plain text.
    HttpResponse::Ok().content_type("text/plain").body(answer.to_string())
}

async fn session(used: web::Data<Mutex<HashSet<String>>>, query: web::Query<Vec<(String, String)>>) -> HttpResponse {
    let of = |name: &str| query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if of("appid") != APP_ID || of("secret") != SECRET || of("grant_type") != "authorization_code" {
        return text(&error("40125"));
    }
    let code = of("js_code");
    let words: Vec<&str> = code.split(' ').collect();
    let ["login", openid, rest @ ..] = words.as_slice() else { return text(&error(code)) };
    if !used.lock().expect("the codes").insert(code.to_owned()) {
        return text(&error("40163"));
    }
    // A third word only makes the code another one.
    let mut answer = json!({"openid": openid, "session_key": "never-to-be-seen"});
    if let Some(unionid) = rest.first().filter(|word| word.starts_with("union")) {
        answer["unionid"] = json!(unionid);
    }
    text(&answer)
}

async fn token(body: web::Json<Value>) -> HttpResponse {
    if body["appid"] != APP_ID || body["secret"] != SECRET || body["grant_type"] != "client_credential" {
        return text(&error("40125"));
    }
    text(&json!({"access_token": TOKEN, "expires_in": 7200}))
}

async fn phone(query: web::Query<Vec<(String, String)>>, body: web::Json<Value>) -> HttpResponse {
    if !query.iter().any(|(key, value)| key == "access_token" && value == TOKEN) {
        return text(&error("40001"));
    }
    let code = body["code"].as_str().unwrap_or_default();
    let words: Vec<&str> = code.split(' ').collect();
    let ["phone", country, number] = words.as_slice() else { return text(&error(code)) };
    let info = json!({"phoneNumber": number, "purePhoneNumber": number, "countryCode": country});
    text(&json!({"errcode": 0, "errmsg": "ok", "phone_info": info}))
}
