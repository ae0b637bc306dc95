//! What became of the demo's inquiries: replies, what customers said then, notes, interpretations, categories.

use shared::{
    entrances::EntranceStatus,
    inquiries::{
        CannedReplyDraft, Filing, InquiryCategory, InquiryCategoryDraft, InquiryDetail, InquiryStep, MessageKind,
        NewInterpretation, NewMessage,
    },
    work::WorkStatus,
};

use super::{mix, pick};
use crate::{
    db::Db,
    error::Result,
    files::{Checked, Shelf},
    inquiries,
    permissions::Access,
};

/// What inquiries are filed under.
const CATEGORIES: [&str; 5] = ["费用", "行程与日期", "报名与名额", "安全与健康", "其他"];
/// Replies that are kept, by what one finds them.
const CANNED: [(&str, &str); 4] = [
    ("首次问候", "您好，已经收到您的咨询，我先核实一下细节，稍后给您答复。"),
    ("退费规则", "开课或出发前七天以上可全额退费，七天以内按实际发生的费用扣除。"),
    ("需要的材料", "请准备学生的护照首页、近期证件照和家长的联系方式，发到这里即可。"),
    ("安全保障", "每个团都有随队医生和带班老师，行前会把应急预案和保险单发给家长。"),
];
/// What consultants reply, and what customers say then.
const TALKS: [(&str, &str); 4] = [
    ("您好，周六上午十点可以安排，您看方便吗？", "可以的，那我们周六过去。"),
    ("您好，方案已经做好，包含住宿、用餐和保险，稍后发您邮箱。", "收到了，能再加一位讲师吗？"),
    ("您好，目前还有六个名额，报名后三天内付定金即可保留。", "好的，请先帮我留两个。"),
    (
        "Hello, yes: every class is taught in English, in groups of twelve at most.",
        "Thank you, that is what we hoped for.",
    ),
];
const NOTES: [&str; 2] = ["家长下午开会，四点以后再打电话。", "与去年参加过的家庭是邻居，可以一起报价。"];
const INTERPRETATIONS: [&str; 2] = ["在意的是住宿与安全，预算不是主要问题。", "想先比较几家，需要一份清楚的费用明细。"];

/// Makes the categories and the canned replies.
pub fn prepare(db: &mut Db, access: &Access) -> Result<Vec<InquiryCategory>> {
    for (title, text) in CANNED {
        let draft = CannedReplyDraft { title: title.into(), text: text.into(), product_line_id: None, version: None };
        inquiries::add_reply(db, access.actor(), access.granted()?, &draft)?;
    }
    let make = |name: &&str| {
        let draft = InquiryCategoryDraft { name: (*name).into(), status: EntranceStatus::Open, version: None };
        inquiries::add_category(db, access.actor(), access.granted()?, &draft)
    };
    CATEGORIES.iter().map(make).collect()
}

/// The picture that some customers send.
pub struct Sent<'a> {
    pub shelf: &'a Shelf,
    pub picture: Checked,
}

/// Some have been answered since, some customers have said more, and some inquiries are done.
pub fn go_on(
    db: &mut Db,
    access: &Access,
    sent: &Sent<'_>,
    n: i64,
    asked: &InquiryDetail,
    categories: &[InquiryCategory],
) -> Result<()> {
    let one_in = |salt: i64, count: u64| mix(n, salt).is_multiple_of(count);
    if asked.inquiry.status != WorkStatus::Open || one_in(25, 3) {
        return Ok(());
    }
    let (id, scope) = (asked.inquiry.id, access.scope()?);
    let english = asked.language.as_deref() == Some("en");
    let (reply, then) = if english { TALKS[3] } else { TALKS[usize::try_from(mix(n, 27) % 3).unwrap_or(0)] };
    let say = |db: &mut Db, kind, text: &str| {
        let is_sent = kind == MessageKind::Customer && one_in(34, 2);
        let picture =
            is_sent.then(|| inquiries::attach(db, sent.shelf, access.actor(), id, &sent.picture)).transpose()?;
        let attachments = picture.into_iter().map(|one| one.id).collect();
        let new = NewMessage { kind, text: text.to_owned(), attachments, external_id: None };
        inquiries::post(db, access, &scope, id, &new)
    };
    if let Some(category) = categories.get(usize::try_from(mix(n, 28) % 6).unwrap_or(0)) {
        inquiries::file(db, access, &scope, id, Filing { category_id: Some(category.id) })?;
    }
    if one_in(29, 3) {
        let new = NewInterpretation { text: pick(&INTERPRETATIONS, n, 30).to_owned() };
        inquiries::interpret(db, access, &scope, id, &new)?;
    }
    say(db, MessageKind::Reply, reply)?;
    if one_in(31, 4) {
        say(db, MessageKind::Note, pick(&NOTES, n, 32))?;
    }
    if one_in(33, 2) {
        say(db, MessageKind::Customer, then)?;
    }
    if one_in(26, 3) {
        let version = inquiries::version(db, id)?;
        inquiries::resolve(db, access, &scope, id, InquiryStep { version })?;
    }
    Ok(())
}
