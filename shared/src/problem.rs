//! Errors as every client sees them: RFC 9457 problem documents with stable codes, in the reader's language.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use crate::lang::Lang;
use crate::text_enum;

text_enum! {
    /// What went wrong, as a word that never changes.
    pub enum ErrorCode {
        /// The request is not of the right form.
        BadRequest = "bad_request",
        /// Fields of the request are wrong; see `errors`.
        Invalid = "invalid",
        /// Nobody is signed in, or the sign-in has ended.
        Unauthenticated = "unauthenticated",
        /// Name and password do not fit, or the account may not sign in now.
        SignInRefused = "sign_in_refused",
        /// Too many failures; see `retry_after` in seconds.
        TooManyAttempts = "too_many_attempts",
        /// The initial password must be changed before anything else.
        PasswordChangeRequired = "password_change_required",
        /// The permission for this is missing.
        Forbidden = "forbidden",
        /// There is no such thing, or it is not yours to see.
        NotFound = "not_found",
        /// The address knows no such method.
        MethodNotAllowed = "method_not_allowed",
        /// Somebody changed it since you read it; `version` is stale.
        Stale = "stale",
        /// The thing is not in a state that allows this.
        WrongState = "wrong_state",
        /// It would double something that must stand once.
        Duplicate = "duplicate",
        /// It is still used elsewhere.
        InUse = "in_use",
        /// They would have more open than their capacity.
        OverCapacity = "over_capacity",
        /// The org tree would have a cycle.
        Cycle = "cycle",
        /// It would lock everybody out of the administration.
        LastAdministrator = "last_administrator",
        /// The preview that was confirmed no longer holds; look again.
        PreviewOutdated = "preview_outdated",
        /// The policy has findings that keep it from being published.
        PolicyUnfit = "policy_unfit",
        /// Another policy came into force than the one from which the draft was begun.
        PolicyOutdated = "policy_outdated",
        /// The other customer is further in review; keep that one.
        KeepTheOther = "keep_the_other",
        /// Another customer was merged into the same one since; undo that first.
        UndoLaterFirst = "undo_later_first",
        /// The time in which it could be undone is over.
        UndoTooLate = "undo_too_late",
        /// As many exports of one person are on their way as may be.
        TooManyExports = "too_many_exports",
        /// The same idempotency key came with another request.
        IdempotencyMismatch = "idempotency_mismatch",
        /// The body is larger than allowed.
        TooLarge = "too_large",
        /// The media type is not understood.
        UnsupportedMediaType = "unsupported_media_type",
        /// Too much at once; try again a little later.
        Busy = "busy",
        /// Something broke on our side; the log has it under `request_id`.
        Internal = "internal",
    }
}

impl ErrorCode {
    /// The HTTP status that goes with the code.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthenticated | Self::SignInRefused => 401,
            Self::Forbidden | Self::PasswordChangeRequired => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Stale
            | Self::WrongState
            | Self::Duplicate
            | Self::InUse
            | Self::OverCapacity
            | Self::Cycle
            | Self::LastAdministrator
            | Self::PreviewOutdated
            | Self::PolicyUnfit
            | Self::PolicyOutdated
            | Self::KeepTheOther
            | Self::UndoLaterFirst
            | Self::UndoTooLate
            | Self::TooManyExports
            | Self::IdempotencyMismatch => 409,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::TooManyAttempts => 429,
            Self::Internal => 500,
            Self::Busy => 503,
        }
    }

    /// The sentence a person reads.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::BadRequest => lang.pick("请求格式不正确", "The request is not of the right form"),
            Self::Invalid => lang.pick("部分内容填写有误", "Some fields need correction"),
            Self::Unauthenticated => lang.pick("请先登录", "Please sign in"),
            Self::SignInRefused => lang.pick(
                "账号或密码不正确，或该账号当前不可用",
                "Name and password do not match, or the account cannot be used now",
            ),
            Self::TooManyAttempts => lang.pick("尝试次数过多，请稍后再试", "Too many attempts, please wait a while"),
            Self::PasswordChangeRequired => lang.pick("请先修改初始密码", "Please change the initial password first"),
            Self::Forbidden => lang.pick("没有执行此操作的权限", "You do not have the permission for this"),
            Self::NotFound => lang.pick("内容不存在，或您无权查看", "It does not exist, or you may not see it"),
            Self::MethodNotAllowed => lang.pick("该地址不支持此方法", "This address does not support the method"),
            Self::Stale => {
                lang.pick("内容已被他人修改，请刷新后重试", "Someone changed this meanwhile; reload and try again")
            }
            Self::WrongState => lang.pick("当前状态不允许此操作", "The current state does not allow this"),
            Self::Duplicate => lang.pick("已存在相同内容", "This already exists"),
            Self::InUse => lang.pick("仍在使用中，无法删除", "It is still in use"),
            Self::OverCapacity => {
                lang.pick("超出对方的处理容量", "They would have more in hand than their capacity allows")
            }
            Self::Cycle => lang.pick("不能移动到自己的下级", "A unit cannot be moved below itself"),
            Self::LastAdministrator => {
                lang.pick("至少要保留一位能管理权限的管理员", "At least one administrator of permissions must remain")
            }
            Self::PreviewOutdated => {
                lang.pick("预览之后数据已变化，请重新预览", "Things changed since the preview; please look again")
            }
            Self::PolicyUnfit => {
                lang.pick("策略仍有错误，修正后才能发布", "The policy still has errors; correct them before publishing")
            }
            Self::PolicyOutdated => lang.pick(
                "草稿所依据的版本已不是当前生效的版本",
                "Another policy came into force since this draft was begun",
            ),
            Self::KeepTheOther => lang.pick(
                "另一位客户的审核进度更靠后，请保留那一位",
                "The other customer is further in review; keep that one",
            ),
            Self::UndoLaterFirst => lang.pick(
                "之后还有客户并入同一位客户，或该客户已并入他人，请先撤销较晚的合并",
                "A later merge of this customer stands; undo that one first",
            ),
            Self::UndoTooLate => lang.pick("已超过可撤销的期限", "The time in which this could be undone is over"),
            Self::TooManyExports => lang.pick(
                "您已有 3 个导出正在排队或进行，请等待其完成或取消其中一个",
                "Three exports of yours are waiting or running; wait for one of them or cancel it",
            ),
            Self::IdempotencyMismatch => {
                lang.pick("相同的幂等键用于了不同的请求", "The idempotency key was used with another request")
            }
            Self::TooLarge => lang.pick("内容过大", "The content is too large"),
            Self::UnsupportedMediaType => lang.pick("不支持的内容类型", "This media type is not supported"),
            Self::Busy => lang.pick("系统繁忙，请稍后再试", "Busy at the moment, please try again shortly"),
            Self::Internal => lang.pick("服务器出错，请稍后再试", "Something went wrong on our side"),
        }
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FieldCode {
    /// It must be given.
    Required,
    /// It has more than `max` characters.
    TooLong {
        /// The greatest number of characters.
        max: usize,
    },
    /// It has fewer than `min` characters.
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// The time spans more than `max` days.
    TooManyDays {
        /// The greatest number of days.
        max: i64,
    },
    /// The list has more than `max` members.
    TooMany {
        /// The greatest number of members.
        max: usize,
    },
    /// The number is outside `min..=max`.
    OutOfRange {
        /// The least value.
        min: i64,
        /// The greatest value.
        max: i64,
    },
    /// It has characters that cannot be shown.
    ControlCharacters,
    /// It is not a telephone number.
    NotAPhone,
    /// It is not one of the known values.
    UnknownValue,
    /// There is no such thing.
    NotFound,
    /// Another one has it already.
    Taken,
    /// The tree would have more than `max` levels.
    TooDeep {
        /// The greatest number of levels.
        max: usize,
    },
    /// The employee still holds districts or customers.
    StillHolds,
    /// It can no longer be changed.
    Fixed,
    /// It must be later than the other time.
    NotAfter,
    /// Nothing may come after it.
    NotLast,
    /// It overlaps another one.
    Overlaps,
    /// It lies in the past.
    Past,
    /// It lies in the future.
    Future,
    /// It lies more than `days` days back.
    TooOld {
        /// How far back it may lie, in days.
        days: i64,
    },
    /// It was told before, and differently; what was told first stays.
    ToldOtherwise,
    /// The password is too easily guessed.
    WeakPassword,
    /// The current password is wrong.
    WrongPassword,
    /// It is not understood.
    Malformed,
    /// The field is not known here.
    UnknownField,
    /// The person is not an active agent.
    NotAnAgent,
    /// The text looks like a spreadsheet formula.
    Formula,
    /// The text is in no known encoding.
    BadEncoding,
    /// The file is not of a kind that is taken here, whatever its name says.
    FileKindRefused {
        /// What is taken.
        allowed: String,
    },
    /// The picture is wider or higher than `max` pixels, or says nothing of its size.
    TooManyPixels {
        /// The greatest number of pixels of a side.
        max: u32,
    },
    /// The line has another number of columns than the header.
    WrongColumns {
        /// What the header has.
        expected: usize,
        /// What the line has.
        found: usize,
    },
    /// The same key stands on an earlier line.
    RepeatsLine {
        /// The earlier line, counted from 1 with the header.
        line: i64,
    },
}

impl FieldCode {
    /// The sentence a person reads.
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Self::TooLong { max } if zh => format!("最多 {max} 个字符"),
            Self::TooLong { max } => format!("At most {max} characters"),
            Self::TooShort { min } if zh => format!("至少 {min} 个字符"),
            Self::TooShort { min } => format!("At least {min} characters"),
            Self::TooManyDays { max } if zh => format!("最多 {max} 天"),
            Self::TooManyDays { max } => format!("At most {max} days"),
            Self::TooMany { max } if zh => format!("最多 {max} 项"),
            Self::TooMany { max } => format!("At most {max} items"),
            Self::TooDeep { max } if zh => format!("最多 {max} 级"),
            Self::TooDeep { max } => format!("At most {max} levels"),
            Self::OutOfRange { min, max } if zh => format!("应在 {min} 到 {max} 之间"),
            Self::OutOfRange { min, max } => format!("Must be between {min} and {max}"),
            Self::WrongColumns { expected, found } if zh => format!("应有 {expected} 列，实际 {found} 列"),
            Self::WrongColumns { expected, found } => format!("{expected} columns expected, {found} found"),
            Self::RepeatsLine { line } if zh => format!("与第 {line} 行重复"),
            Self::RepeatsLine { line } => format!("Repeats line {line}"),
            Self::FileKindRefused { allowed } if zh => format!("不支持该文件类型，可用：{allowed}"),
            Self::FileKindRefused { allowed } => format!("Files of this kind are not taken, only {allowed}"),
            Self::TooManyPixels { max } if zh => format!("图片边长最多 {max} 像素"),
            Self::TooManyPixels { max } => format!("At most {max} pixels wide and high"),
            Self::TooOld { days } if zh => format!("最早为 {days} 天前"),
            Self::TooOld { days } => format!("At most {days} days ago"),
            Self::Required => lang.pick("必填", "Required").into(),
            Self::ControlCharacters => {
                lang.pick("含有无法显示的字符", "Contains characters that cannot be shown").into()
            }
            Self::NotAPhone => lang.pick("不是有效的电话号码", "Not a valid telephone number").into(),
            Self::UnknownValue => lang.pick("不是可用的取值", "Not one of the known values").into(),
            Self::NotFound => lang.pick("不存在", "Does not exist").into(),
            Self::Taken => lang.pick("已被占用", "Already taken").into(),
            Self::StillHolds => lang.pick("仍持有商圈或客户", "Still holds districts or customers").into(),
            Self::Fixed => lang.pick("不能再更改", "Can no longer be changed").into(),
            Self::NotAfter => lang.pick("必须晚于开始时间", "Must be later than the start").into(),
            Self::NotLast => lang.pick("只能是最后一步", "Can only be the last").into(),
            Self::Overlaps => lang.pick("与已有的时间重叠", "Overlaps another one").into(),
            Self::Past => lang.pick("必须晚于现在", "Must be later than now").into(),
            Self::Future => lang.pick("不能晚于现在", "Must not be later than now").into(),
            Self::ToldOtherwise => {
                lang.pick("此前已以不同内容推送，以先到者为准", "Told differently before; the first stays").into()
            }
            Self::WeakPassword => lang.pick("密码过于简单", "Too easily guessed").into(),
            Self::WrongPassword => lang.pick("当前密码不正确", "The current password is wrong").into(),
            Self::Malformed => lang.pick("格式不正确", "Not understood").into(),
            Self::UnknownField => lang.pick("未知字段", "Unknown field").into(),
            Self::NotAnAgent => lang.pick("不是在职客服", "Not an active agent").into(),
            Self::Formula => lang.pick("不允许公式", "Formulas are not allowed").into(),
            Self::BadEncoding => lang.pick("文字编码无法识别", "The text is in no known encoding").into(),
        }
    }
}

/// One wrong field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Where it stands, as a JSON pointer (`/phone`); for a query parameter, its name after a slash.
    pub pointer: String,
    /// What is wrong.
    #[serde(flatten)]
    pub code: FieldCode,
    /// The same for a person, in the language of the request.
    #[serde(default)]
    pub message: String,
}

impl FieldError {
    /// A fault without its sentence, which is added when the language is known.
    pub fn new(pointer: impl Into<String>, code: FieldCode) -> Self {
        Self { pointer: pointer.into(), code, message: String::new() }
    }
}

/// An RFC 9457 problem document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`; what happened is in `code`.
    #[serde(rename = "type")]
    pub kind: String,
    /// One sentence for a person, in the language of the request.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: ErrorCode,
    /// What in particular, when there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The wrong fields, when there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Names this request in the server's log.
    #[serde(default)]
    pub request_id: String,
}
