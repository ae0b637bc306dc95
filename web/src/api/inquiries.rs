//! Inquiries: what customers ask, and who has it in hand.

use shared::{
    Page,
    files::FileUpload,
    ids::{AttachmentId, CannedReplyId, InquiryCategoryId, InquiryId},
    inquiries::{
        Attachment, CannedReply, CannedReplyDraft, Filing, Inquiry, InquiryCategory, InquiryCategoryDraft,
        InquiryDetail, InquiryQuery, InquiryStep, Interpretation, Message, NewInquiry, NewInterpretation, NewMessage,
    },
    page::PageQuery,
    work::{DecisionMade, HandWork},
};

use super::{Answer, Fault, client};

pub async fn list(query: &InquiryQuery) -> Answer<Page<Inquiry>> {
    client::find("/inquiries", query).await
}

pub async fn one(id: InquiryId) -> Answer<InquiryDetail> {
    client::get(&format!("/inquiries/{id}")).await
}

pub async fn enter(new: &NewInquiry) -> Answer<InquiryDetail> {
    client::post("/inquiries", new).await
}

pub async fn answer(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/answer"), &step).await
}

pub async fn resolve(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/resolve"), &step).await
}

pub async fn decline(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/decline"), &step).await
}

pub async fn hand_over(id: InquiryId, request: &HandWork) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/hand-over"), request).await
}

pub async fn decisions(id: InquiryId, query: &PageQuery) -> Answer<Page<DecisionMade>> {
    client::find(&format!("/inquiries/{id}/decisions"), query).await
}

pub async fn reopen(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/reopen"), &step).await
}

pub async fn close(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/close"), &step).await
}

pub async fn messages(id: InquiryId, query: &PageQuery) -> Answer<Page<Message>> {
    client::find(&format!("/inquiries/{id}/messages"), query).await
}

pub async fn say(id: InquiryId, new: &NewMessage) -> Answer<Message> {
    client::post(&format!("/inquiries/{id}/messages"), new).await
}

pub async fn attach(id: InquiryId, file: web_sys::File) -> Answer<Attachment> {
    let query = FileUpload { file_name: file.name() };
    let query = serde_urlencoded::to_string(query).map_err(|_| Fault::Unreadable)?;
    client::post_file(&format!("/inquiries/{id}/attachments?{query}"), file.into()).await
}

pub async fn attachment(id: InquiryId, which: AttachmentId) -> Answer<web_sys::Blob> {
    client::get_file(&format!("/inquiries/{id}/attachments/{which}")).await
}

pub async fn interpret(id: InquiryId, new: &NewInterpretation) -> Answer<Interpretation> {
    client::post(&format!("/inquiries/{id}/interpretations"), new).await
}

pub async fn file(id: InquiryId, filing: Filing) -> Answer<InquiryDetail> {
    client::put(&format!("/inquiries/{id}/category"), &filing).await
}

pub async fn categories() -> Answer<Vec<InquiryCategory>> {
    client::get("/inquiry-categories").await
}

pub async fn add_category(draft: &InquiryCategoryDraft) -> Answer<InquiryCategory> {
    client::post("/inquiry-categories", draft).await
}

pub async fn edit_category(id: InquiryCategoryId, draft: &InquiryCategoryDraft) -> Answer<InquiryCategory> {
    client::put(&format!("/inquiry-categories/{id}"), draft).await
}

pub async fn replies() -> Answer<Vec<CannedReply>> {
    client::get("/canned-replies").await
}

pub async fn add_reply(draft: &CannedReplyDraft) -> Answer<CannedReply> {
    client::post("/canned-replies", draft).await
}

pub async fn edit_reply(id: CannedReplyId, draft: &CannedReplyDraft) -> Answer<CannedReply> {
    client::put(&format!("/canned-replies/{id}"), draft).await
}

pub async fn delete_reply(id: CannedReplyId, version: i64) -> Answer<()> {
    client::delete(&format!("/canned-replies/{id}?version={version}")).await
}
