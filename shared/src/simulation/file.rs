//! Arrivals out of a file instead of the past.

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{ExportFormat, ExportQuery, ExportTable, MAX_EXPLAINED};
use crate::{Check, Faults, ids::PolicyVersionId, problem::FieldCode, text_enum};

/// How many bad lines are listed.
pub const MAX_BAD_LINES: usize = 200;
/// A column whose name begins with this holds an attribute of the name that follows.
pub const ATTRIBUTE: &str = "attribute.";

text_enum! {
    /// A column of a file of arrivals.
    pub enum FileColumn {
        /// When it arrived: `2026-11-02 09:30` by the tenant's clock, or an instant with its offset. The only one that must be
        /// there.
        ArrivedAt = "arrived_at",
        /// `inquiry`, `order` or `customer`; an inquiry when empty.
        Kind = "kind",
        /// Whose it is: any text, the same for the same customer.
        Customer = "customer",
        /// Whether the customer was known before; when empty, whether they own a line above or have an owner.
        Known = "known",
        /// Who owns the customer: number or user name of an agent.
        Owner = "owner",
        /// The key of the entrance.
        Entrance = "entrance",
        /// The key of the channel.
        Channel = "channel",
        /// Code or name of the product line.
        ProductLine = "product_line",
        /// Name of the province.
        Province = "province",
        /// Name of the city.
        City = "city",
        /// Code of the district.
        District = "district",
        /// The customer's level: A to D.
        Level = "level",
        /// An amount, such as `1280.50`.
        Value = "value",
        /// The customer's language, such as `zh` or `en`.
        Language = "language",
        /// The customer's own words.
        Text = "text",
        /// How many minutes it stays open once somebody has it.
        Minutes = "minutes",
        /// When it was over, whoever had it; written as `arrived_at`.
        ResolvedAt = "resolved_at",
    }
}

/// What a column of a file is called in Chinese, and an example of what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Which.
    pub column: FileColumn,
    /// Its name in Chinese; in English it is the column's own word.
    pub zh: &'static str,
    /// An example.
    pub example: &'static str,
}

const fn named(column: FileColumn, zh: &'static str, example: &'static str) -> Column {
    Column { column, zh, example }
}

impl FileColumn {
    /// The columns in the order of the template.
    pub const TEMPLATE: [Column; 17] = [
        named(Self::ArrivedAt, "到达时间", "2026-11-02 09:30"),
        named(Self::Kind, "类型", "inquiry"),
        named(Self::Customer, "客户", "C-1001"),
        named(Self::Known, "老客户", ""),
        named(Self::Owner, "归属客服", ""),
        named(Self::Entrance, "入口", "course-message"),
        named(Self::Channel, "渠道", "mini_program"),
        named(Self::ProductLine, "产品线", ""),
        named(Self::Province, "省", "浙江省"),
        named(Self::City, "市", "杭州市"),
        named(Self::District, "商圈编码", ""),
        named(Self::Level, "等级", "B"),
        named(Self::Value, "金额", "1280.50"),
        named(Self::Language, "语言", "zh"),
        named(Self::Text, "内容", "想了解暑期研学"),
        named(Self::Minutes, "处理分钟", "45"),
        named(Self::ResolvedAt, "完成时间", ""),
    ];
}

/// What to simulate with a file: its bytes are the body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileSimulation {
    /// The file's name; its ending (`.csv` or `.xlsx`) says how to read it.
    pub file_name: String,
    /// A version of the policy; the one in force when absent.
    pub policy: Option<PolicyVersionId>,
    /// Another version to compare it with.
    pub against: Option<PolicyVersionId>,
    /// Whether everybody counts as online whenever they are within their hours and not on leave; otherwise as they are now.
    pub everyone_online: Option<bool>,
    /// How many changed decisions to explain, up to 500.
    pub explained: Option<u32>,
}

impl Check for FileSimulation {
    fn check(&self, faults: &mut Faults) {
        faults.text("/file_name", &self.file_name, 200);
        if self.explained.is_some_and(|explained| explained > MAX_EXPLAINED) {
            faults.add("/explained", FieldCode::OutOfRange { min: 0, max: MAX_EXPLAINED.into() });
        }
    }
}

/// What to simulate with a file, and to export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileExport {
    /// How to write it.
    #[param(inline)]
    pub format: ExportFormat,
    /// Which table a CSV holds; the agents when absent. A workbook holds all.
    #[param(inline)]
    pub table: Option<ExportTable>,
    /// The file's name; its ending (`.csv` or `.xlsx`) says how to read it.
    pub file_name: String,
    /// A version of the policy; the one in force when absent.
    pub policy: Option<PolicyVersionId>,
    /// Another version to compare it with.
    pub against: Option<PolicyVersionId>,
    /// Whether everybody counts as online whenever they are within their hours and not on leave; otherwise as they are now.
    pub everyone_online: Option<bool>,
}

impl FileExport {
    /// The two questions that it is.
    pub fn split(self) -> (FileSimulation, ExportQuery) {
        let Self { format, table, file_name, policy, against, everyone_online } = self;
        let simulation = FileSimulation { file_name, policy, against, everyone_online, explained: Some(0) };
        (simulation, ExportQuery { format, table })
    }
}
