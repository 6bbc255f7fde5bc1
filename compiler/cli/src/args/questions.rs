//! What may be typed to ask who has to do what, who decides, what a dossier lacks, what an article says.

use super::Under;
use clap::Args;
use std::path::PathBuf;

/// Facts that may be given, and the circumstances under which they are judged.
#[derive(Debug, Args)]
pub struct SomeFacts {
    #[arg(long, visible_alias = "ho-so", value_name = "FILE")]
    #[arg(
        help = "Danh sách hồ sơ: tệp .xlsx, tệp .json hoặc thư mục .csv ¦ The cases: .xlsx, .json, or a folder of .csv"
    )]
    pub cases: Option<PathBuf>,
    #[arg(long = "for", visible_alias = "cho", value_name = "NAME")]
    #[arg(
        help = "Danh sách là của mục xét hay dữ kiện nào, khi có nhiều loại ¦ Of which entry point or record the cases are, where there are several"
    )]
    pub about: Option<String>,
    #[arg(long, visible_alias = "nguoi", value_name = "KEY")]
    #[arg(help = "Chỉ hồ sơ có mã này ¦ Only the case of this key")]
    pub person: Option<String>,
    #[arg(long = "as-of", visible_alias = "tinh-den", value_name = "D")]
    #[arg(help = "Ngày tính đến, như 30/06/2026 ¦ Day of reckoning, as in 30/06/2026")]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub under: Under,
}

/// `duties`.
#[derive(Debug, Args)]
pub struct Duties {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(long, visible_alias = "cua", value_name = "NAME")]
    #[arg(help = "Chỉ việc của cơ quan, chức danh, người này ¦ Only what this body, title or person has to do")]
    pub of: Option<String>,
    #[arg(long, visible_alias = "doi-voi", value_name = "NAME")]
    #[arg(help = "Chỉ việc đối với cơ quan, người này ¦ Only what is towards this body or person")]
    pub to: Option<String>,
    #[arg(long, visible_alias = "loai", value_name = "KIND")]
    #[arg(
        help = "nghĩa vụ, quyền, thẩm quyền, cấm hay thời hạn; dùng được nhiều lần ¦ duty, power, authority, prohibition or deadline; may be repeated"
    )]
    pub kind: Vec<String>,
    #[arg(long, visible_alias = "moi", value_name = "PERIOD")]
    #[arg(
        help = "Chỉ việc định kỳ mỗi tuần, tháng, quý, 6 tháng hay năm ¦ Only what recurs each week, month, quarter, half-year or year"
    )]
    pub every: Option<String>,
    #[arg(long, visible_alias = "tai", value_name = "ADDR")]
    #[arg(help = "Chỉ tại địa chỉ này ¦ Only at this address")]
    pub at: Option<String>,
    #[command(flatten)]
    pub facts: SomeFacts,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `authority`.
#[derive(Debug, Args)]
pub struct Authority {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(value_name = "ADDR", help = "Chỉ tại địa chỉ này ¦ Only at this address")]
    pub at: Option<String>,
    #[command(flatten)]
    pub facts: SomeFacts,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `dossier`.
#[derive(Debug, Args)]
pub struct Dossier {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ADDR|ENTRY",
        help = "Địa chỉ, hoặc mục xét; không có thì mọi thành phần hồ sơ ¦ An address or an entry point; without it every dossier"
    )]
    pub at: Option<String>,
    #[command(flatten)]
    pub facts: SomeFacts,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ADDR",
        help = "Địa chỉ, như \"khoản 2 Điều 4\" hay \"Thủ tục 16\" ¦ An address, as in \"khoản 2 Điều 4\""
    )]
    pub at: String,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}
