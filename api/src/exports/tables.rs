//! The tables of files, column by column, in both languages.

use std::collections::HashMap;

use shared::{Lang, codes::TextCode, customers::Level, timeline::PersonRef, work::WorkStatus};

use super::book::{Cell, Column, Table};
use crate::{
    customers::FiledCustomer,
    followups::FiledFollowUp,
    orders::{FiledItem, FiledOrder},
};

/// Where each table stands in [`ORDER_TABLES`].
pub const ORDERS: usize = 0;
/// The same.
pub const ITEMS: usize = 1;
/// The same; in [`CUSTOMER_TABLES`] one less.
pub const FOLLOW_UPS: usize = 2;
/// Where this stands in [`CUSTOMER_TABLES`].
pub const CUSTOMERS: usize = 0;

const fn column(zh: &'static str, en: &'static str, width: u8) -> Column {
    Column { name: (zh, en), width }
}

const FOLLOW_UP_TABLE: Table = Table {
    name: ("跟进", "Follow-ups"),
    columns: &[
        column("客户姓名", "Customer", 14),
        column("客户电话", "Phone", 17),
        column("跟进时间", "Followed up at", 19),
        column("方式", "Way", 10),
        column("内容", "Content", 60),
        column("跟进人工号", "Author's number", 12),
        column("跟进人", "Author", 12),
        column("相关订单号", "About order", 20),
    ],
};

/// The tables of an export of orders.
pub const ORDER_TABLES: [Table; 3] = [
    Table {
        name: ("订单", "Orders"),
        columns: &[
            column("订单号", "Order", 20),
            column("标题", "Title", 24),
            column("订单状态", "State", 10),
            column("产品线", "Product line", 14),
            column("商品", "Items", 40),
            column("币种", "Currency", 7),
            column("金额", "Amount", 14),
            column("渠道", "Channel", 14),
            column("下单时间", "Placed at", 19),
            column("付款时间", "Paid at", 19),
            column("成交日期", "Deal on", 12),
            column("成交归属", "Deal of", 12),
            column("备注", "Note", 24),
            column("处理状态", "Progress", 10),
            column("负责人工号", "Owner's number", 12),
            column("负责人", "Owner", 12),
            column("顾问组", "Group", 14),
            column("到达时间", "Arrived at", 19),
            column("首次跟进时间", "First followed up at", 19),
            column("处理完成时间", "Done at", 19),
            column("客户姓名", "Customer", 14),
            column("客户电话", "Phone", 17),
            column("客户公司", "Company", 20),
            column("客户等级", "Level", 9),
            column("客户状态", "Customer's status", 12),
            column("地区", "Region", 24),
            column("商圈", "District", 14),
            column("客户归属工号", "Customer's owner's number", 12),
            column("客户归属", "Customer's owner", 12),
            column("客户最近跟进", "Customer last followed up at", 19),
        ],
    },
    Table {
        name: ("订单明细", "Order items"),
        columns: &[
            column("订单号", "Order", 20),
            column("行号", "Line", 7),
            column("产品线", "Product line", 14),
            column("商品", "Item", 32),
            column("数量", "Quantity", 9),
            column("币种", "Currency", 7),
            column("单价", "Unit price", 14),
            column("小计", "Total", 14),
        ],
    },
    FOLLOW_UP_TABLE,
];

/// The tables of an export of customers.
pub const CUSTOMER_TABLES: [Table; 2] = [
    Table {
        name: ("客户", "Customers"),
        columns: &[
            column("姓名", "Name", 14),
            column("电话", "Phone", 17),
            column("公司", "Company", 20),
            column("等级", "Level", 9),
            column("状态", "Status", 12),
            column("来源", "Source", 14),
            column("地区", "Region", 24),
            column("商圈", "District", 14),
            column("地址", "Address", 36),
            column("归属工号", "Owner's number", 12),
            column("归属客服", "Owner", 12),
            column("归属时间", "Owned since", 19),
            column("注册时间", "Registered at", 19),
            column("最近跟进", "Last followed up at", 19),
            column("未跟进天数", "Days without follow-up", 11),
            column("应跟进日期", "Due on", 12),
        ],
    },
    FOLLOW_UP_TABLE,
];

/// What rows need to be said in one language.
pub struct Words {
    /// Which.
    pub lang: Lang,
    /// The numbers of all employees.
    pub numbers: HashMap<i64, String>,
}

impl Words {
    fn number(&self, person: Option<&PersonRef>) -> Cell<'_> {
        Cell::some(person.and_then(|person| self.numbers.get(&person.id.raw())).map(String::as_str))
    }
}

fn name(person: Option<&PersonRef>) -> Cell<'_> {
    Cell::some(person.map(|person| person.name.as_str()))
}

fn level(level: Level) -> Cell<'static> {
    Cell::Made(level.as_str().to_uppercase())
}

const fn progress(status: WorkStatus, lang: Lang) -> &'static str {
    match status {
        WorkStatus::Waiting => lang.pick("排队中", "Waiting"),
        WorkStatus::Open => lang.pick("处理中", "Open"),
        WorkStatus::Done => lang.pick("已完成", "Done"),
    }
}

/// The row of an order.
pub fn order<'a>(words: &'a Words, filed: &'a FiledOrder, items: &[FiledItem]) -> Vec<Cell<'a>> {
    let (order, lang) = (&filed.order, words.lang);
    let folded: Vec<String> = items.iter().map(|item| format!("{} ×{}", item.name, item.quantity)).collect();
    vec![
        Cell::Text(&order.external_id),
        Cell::Text(&order.title),
        Cell::Text(order.state.title(lang)),
        Cell::some(order.product_line.as_deref()),
        Cell::Made(folded.join(lang.pick("；", "; "))),
        Cell::Text(&order.currency),
        Cell::Money(order.amount, &order.currency),
        Cell::Text(&order.channel),
        Cell::Moment(order.placed_at),
        Cell::moment(order.paid_at),
        Cell::day(filed.deal_on),
        name(filed.deal_owner.as_ref()),
        Cell::Text(&filed.note),
        Cell::Text(progress(order.status, lang)),
        words.number(order.owner.as_ref()),
        name(order.owner.as_ref()),
        Cell::some(order.group.as_ref().map(|group| group.name.as_str())),
        Cell::Moment(order.arrived_at),
        Cell::moment(order.answered_at),
        Cell::moment(order.done_at),
        Cell::Text(&order.customer),
        Cell::Text(&filed.phone),
        Cell::Text(&filed.company),
        level(order.level),
        Cell::Text(filed.customer_status.title(lang)),
        Cell::some(filed.district.as_ref().map(|district| district.path.as_str())),
        Cell::some(filed.district.as_ref().map(|district| district.name.as_str())),
        words.number(filed.customer_owner.as_ref()),
        name(filed.customer_owner.as_ref()),
        Cell::moment(filed.followed_up_at),
    ]
}

/// The row of a line of an order.
pub fn item<'a>(filed: &'a FiledOrder, position: i64, item: &'a FiledItem) -> Vec<Cell<'a>> {
    let order = &filed.order;
    vec![
        Cell::Text(&order.external_id),
        Cell::Count(position),
        Cell::some(item.product_line.as_deref()),
        Cell::Text(&item.name),
        Cell::Count(item.quantity),
        Cell::Text(&order.currency),
        Cell::Money(item.unit_amount, &order.currency),
        Cell::Money(item.unit_amount.saturating_mul(item.quantity), &order.currency),
    ]
}

/// The row of a customer.
pub fn customer<'a>(words: &'a Words, filed: &'a FiledCustomer) -> Vec<Cell<'a>> {
    let customer = &filed.customer;
    vec![
        Cell::Text(&customer.name),
        Cell::Text(&customer.phone),
        Cell::Text(&customer.company),
        level(customer.level),
        Cell::Text(customer.status.title(words.lang)),
        Cell::Text(&customer.source),
        Cell::some(customer.district.as_ref().map(|district| district.path.as_str())),
        Cell::some(customer.district.as_ref().map(|district| district.name.as_str())),
        Cell::Text(&filed.address),
        words.number(customer.owner.as_ref()),
        name(customer.owner.as_ref()),
        Cell::moment(customer.owned_since),
        Cell::Moment(customer.registered_at),
        Cell::moment(customer.last_follow_up_at),
        customer.idle_days.map_or(Cell::Empty, Cell::Count),
        Cell::day(customer.due_on),
    ]
}

/// The row of a follow-up.
pub fn follow_up<'a>(words: &'a Words, filed: &'a FiledFollowUp) -> Vec<Cell<'a>> {
    vec![
        Cell::Text(&filed.name),
        Cell::Text(&filed.phone),
        Cell::Moment(filed.at),
        Cell::Text(filed.way.title(words.lang)),
        Cell::Text(&filed.content),
        words.number(Some(&filed.author)),
        name(Some(&filed.author)),
        Cell::some(filed.order.as_deref()),
    ]
}
