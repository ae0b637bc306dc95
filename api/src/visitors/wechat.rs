//! What WeChat is asked: who is signed in to the mini-program, and which phone they have. As in WeChat's documentation of
//! `jscode2session`, `getuserphonenumber` and `getStableAccessToken`.

use std::time::{Duration, Instant};

use serde::Deserialize;
use shared::problem::FieldCode;
use tokio::sync::Mutex;

use crate::{
    config::{Secret, WechatApp},
    error::{Error, Result, busy, invalid},
};

/// A code that is none, or that was used before.
const BAD_CODES: [i64; 2] = [40_029, 40_163];
/// Too often, or WeChat has too much to do.
const TRY_LATER: [i64; 3] = [-1, 45_009, 45_011];
/// An access token that ended early.
const STALE_TOKEN: [i64; 3] = [40_001, 40_014, 42_001];
const PATIENCE: Duration = Duration::from_secs(5);
/// When to come back if WeChat does not answer, in seconds.
const COME_BACK: u32 = 5;
/// An access token is asked for anew so long before it ends.
const EARLY: Duration = Duration::from_secs(300);

/// A mini-program's account with WeChat.
pub struct Wechat {
    client: reqwest::Client,
    base_url: String,
    app_id: String,
    secret: Secret,
    token: Mutex<Token>,
}

/// What is known of the account's access token.
#[derive(Default)]
enum Token {
    /// None was asked for, or it ended.
    #[default]
    None,
    /// It is good until then.
    Good(String, Instant),
    /// It was not given, and nobody asks again before then.
    Refused(Instant),
}

/// Somebody whom WeChat named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WechatPerson {
    /// What they are called in this mini-program.
    pub openid: String,
    /// What they are called in all that the company has on WeChat, if that is united there.
    pub unionid: Option<String>,
}

/// A phone that WeChat vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WechatPhoneNumber {
    /// The country's code, such as `86`.
    pub country_code: String,
    /// The number without it.
    pub number: String,
}

#[derive(Deserialize)]
struct SessionAnswer {
    #[serde(default)]
    errcode: i64,
    openid: Option<String>,
    unionid: Option<String>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    #[serde(default)]
    errcode: i64,
    access_token: Option<String>,
    expires_in: Option<u64>,
}

#[derive(Deserialize)]
struct PhoneAnswer {
    #[serde(default)]
    errcode: i64,
    phone_info: Option<PhoneInfo>,
}

#[derive(Deserialize)]
struct PhoneInfo {
    #[serde(rename = "purePhoneNumber")]
    number: String,
    #[serde(rename = "countryCode")]
    country_code: serde_json::Value,
}

impl Wechat {
    /// With the account from the settings.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn new(app: &WechatApp) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
        let base_url = app.base_url.trim_end_matches('/').to_owned();
        Ok(Self { client, base_url, app_id: app.id.clone(), secret: app.secret.clone(), token: Mutex::default() })
    }

    /// Who got this code from `wx.login`.
    ///
    /// # Errors
    /// When the code is not good, or WeChat does not answer.
    pub async fn person(&self, code: &str) -> Result<WechatPerson> {
        let query = [
            ("appid", self.app_id.as_str()),
            ("secret", self.secret.reveal()),
            ("js_code", code),
            ("grant_type", "authorization_code"),
        ];
        let request = self.client.get(format!("{}/sns/jscode2session", self.base_url)).query(&query);
        let answer: SessionAnswer = ask(request).await?;
        match answer.openid {
            Some(openid) if answer.errcode == 0 => Ok(WechatPerson { openid, unionid: answer.unionid }),
            _ => Err(refusal("jscode2session", answer.errcode)),
        }
    }

    /// The phone of whoever got this code from the `getPhoneNumber` button.
    ///
    /// # Errors
    /// When the code is not good, or WeChat does not answer.
    pub async fn phone(&self, code: &str) -> Result<WechatPhoneNumber> {
        let mut answer = self.ask_phone(code).await?;
        if STALE_TOKEN.contains(&answer.errcode) {
            *self.token.lock().await = Token::None;
            answer = self.ask_phone(code).await?;
        }
        let Some(info) = answer.phone_info.filter(|_| answer.errcode == 0) else {
            return Err(refusal("getuserphonenumber", answer.errcode));
        };
        // A number in the documentation, a text in some answers.
        let country_code = info.country_code.to_string().replace('"', "");
        Ok(WechatPhoneNumber { country_code, number: info.number })
    }

    async fn ask_phone(&self, code: &str) -> Result<PhoneAnswer> {
        let token = self.access_token().await?;
        let request = self
            .client
            .post(format!("{}/wxa/business/getuserphonenumber", self.base_url))
            .query(&[("access_token", token.as_str())])
            .json(&serde_json::json!({"code": code}));
        ask(request).await
    }

    /// The token of the account. WeChat gives every process the same one as long as it is good.
    async fn access_token(&self) -> Result<String> {
        let mut kept = self.token.lock().await;
        match &*kept {
            Token::Good(token, until) if Instant::now() < *until => return Ok(token.clone()),
            Token::Refused(until) if Instant::now() < *until => return Err(busy(COME_BACK)),
            _ => *kept = Token::Refused(Instant::now() + PATIENCE),
        }
        let body = serde_json::json!({
            "grant_type": "client_credential", "appid": self.app_id, "secret": self.secret.reveal(), "force_refresh": false,
        });
        let request = self.client.post(format!("{}/cgi-bin/stable_token", self.base_url)).json(&body);
        let answer: TokenAnswer = ask(request).await?;
        let (Some(token), Some(seconds)) = (answer.access_token, answer.expires_in) else {
            return Err(refusal("stable_token", answer.errcode));
        };
        let good = Duration::from_secs(seconds).saturating_sub(EARLY);
        *kept = Token::Good(token.clone(), Instant::now() + good);
        Ok(token)
    }
}

/// Sends a question and reads the answer. An error of the transport names the address, and that holds the secret: it is cut off.
async fn ask<T: serde::de::DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T> {
    let answered = async { request.send().await?.error_for_status()?.json::<T>().await };
    answered.await.map_err(|error| {
        tracing::warn!(error = %error.without_url(), "WeChat did not answer");
        busy(COME_BACK)
    })
}

fn refusal(question: &'static str, errcode: i64) -> Error {
    if BAD_CODES.contains(&errcode) {
        return invalid("/code", FieldCode::UnknownValue);
    }
    tracing::warn!(question, errcode, "WeChat refused");
    if TRY_LATER.contains(&errcode) {
        return busy(COME_BACK);
    }
    Error::Internal(anyhow::anyhow!("WeChat refused {question} with {errcode}"))
}
