//! What may be typed to ask when: the day somebody passes, deadlines, what falls due.

use super::{Facts, Under};
use clap::Args;
use std::path::PathBuf;

/// `when`.
#[derive(Debug, Args)]
pub struct When {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ENTRY",
        help = "Mục xét; bỏ được khi chỉ có một ¦ Entry point; may be left out when there is only one"
    )]
    pub entry: Option<String>,
    #[arg(long, visible_alias = "ho-so", value_name = "FILE", required = true)]
    #[arg(
        help = "Danh sách hồ sơ: tệp .xlsx, tệp .json hoặc thư mục .csv ¦ The cases: .xlsx, .json, or a folder of .csv"
    )]
    pub cases: Option<PathBuf>,
    #[arg(long, visible_alias = "nguoi", value_name = "KEY")]
    #[arg(help = "Mã của một người; không có thì mọi người ¦ Key of one person; everybody without it")]
    pub person: Option<String>,
    #[arg(long, visible_alias = "tu-ngay", value_name = "D", required = true)]
    #[arg(help = "Tìm từ ngày nào, như 30/06/2026 ¦ From which day on, as in 30/06/2026")]
    pub from: Option<String>,
    #[arg(long, visible_alias = "tai", value_name = "ADDR|NAME")]
    #[arg(
        help = "Chỉ một tiêu chuẩn: địa chỉ, như \"điểm b mục 10 Thủ tục 16\", hoặc tên ¦ Only one criterion: an address, as in \"điểm b mục 10 Thủ tục 16\", or a name"
    )]
    pub unit: Option<String>,
    #[arg(long = "move", visible_alias = "doi", value_name = "FIELD")]
    #[arg(
        help = "Ngày hoặc năm của bối cảnh đi theo ngày đang tìm; ngày mà tiêu chuẩn lấy làm mốc tính thì đã đi theo ¦ Date or year of the circumstances that moves with the day; those that criteria reckon on do already"
    )]
    pub moves: Vec<String>,
    #[arg(long, visible_alias = "giu", value_name = "FIELD")]
    #[arg(
        help = "Ngày hoặc năm của bối cảnh giữ nguyên như đã khai ¦ Date or year of the circumstances that stays as given"
    )]
    pub keep: Vec<String>,
    #[command(flatten)]
    pub under: Under,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `due`.
#[derive(Debug, Args)]
pub struct Due {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ENTRY",
        help = "Mục xét có loại hồ sơ này; bỏ được khi chỉ có một ¦ Entry point for this kind of case; may be left out when there is only one"
    )]
    pub entry: Option<String>,
    #[command(flatten)]
    pub facts: Facts,
    #[arg(long, visible_alias = "tai", value_name = "ADDR")]
    #[arg(help = "Chỉ thời hạn tại địa chỉ này ¦ Only limits at this address")]
    pub at: Option<String>,
    #[arg(long, visible_alias = "moi-thoi-han", conflicts_with = "at")]
    #[arg(
        help = "Mọi thời hạn, cả ở điều, thủ tục mà mục xét không nói tới ¦ All limits, also of articles the entry point does not name"
    )]
    pub all: bool,
    #[arg(long, visible_alias = "xong", value_name = "ADDR=D")]
    #[arg(
        help = "Việc tại địa chỉ, hay việc mang tên ấy, đã làm ngày D; dùng được nhiều lần ¦ What stands at the address, or has that name, was done on day D; may be repeated"
    )]
    pub done: Vec<String>,
    #[arg(long, visible_alias = "chua-xong", value_name = "ADDR")]
    #[arg(help = "Việc tại địa chỉ, hay việc mang tên ấy, chưa làm ¦ Known not to be done")]
    pub not_done: Vec<String>,
    #[arg(long, visible_alias = "du-kien")]
    #[arg(help = "Nhận cả lịch nghỉ mới là dự kiến ¦ Accept days off that are only presumed")]
    pub allow_projected: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `calendar`.
#[derive(Debug, Args)]
pub struct Calendar {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(long, visible_alias = "tu-ngay", value_name = "D", required = true)]
    #[arg(help = "Từ ngày ¦ First day")]
    pub from: String,
    #[arg(long, visible_alias = "den-ngay", value_name = "D", required = true)]
    #[arg(help = "Đến hết ngày ¦ Last day")]
    pub to: String,
    #[arg(long, visible_alias = "cua", value_name = "NAME")]
    #[arg(help = "Chỉ việc của cơ quan, người này ¦ Only what this body or person has to do")]
    pub actor: Option<String>,
    #[arg(long, visible_alias = "ho-so", value_name = "FILE", requires = "as_of")]
    #[arg(help = "Danh sách hồ sơ: mỗi kỳ ai đã làm mấy lần ¦ The cases: how often each did it in each period")]
    pub cases: Option<PathBuf>,
    #[arg(long, visible_alias = "muc-xet", value_name = "ENTRY", requires = "cases")]
    #[arg(help = "Mục xét có loại hồ sơ này; bỏ được khi chỉ có một ¦ Entry point for this kind of case")]
    pub entry: Option<String>,
    #[arg(long = "as-of", visible_alias = "tinh-den", value_name = "D")]
    #[arg(help = "Ngày tính đến, như 30/06/2026 ¦ Day of reckoning, as in 30/06/2026")]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub under: Under,
    #[arg(long, conflicts_with = "ics", help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
    #[arg(long, value_name = "FILE.ics")]
    #[arg(help = "Ghi ra tệp lịch iCalendar ¦ Write an iCalendar file")]
    pub ics: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
}
