//! What may be typed. A help text holds both languages, Vietnamese first, parted by ` ¦ `; `help::in_language` keeps one.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "quyche",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
#[command(
    about = "Quy Chế: văn bản quy định viết thành dữ liệu, xét từng hồ sơ kèm lý do ¦ Quy Chế: Vietnamese regulations as data, reviewed case by case, with reasons"
)]
#[command(
    after_help = "Mã thoát: 0 đúng; 1 quy định có lỗi hoặc ví dụ sai; 2 đầu vào hay dòng lệnh sai; 3 lỗi của chương trình ¦ Exit codes: 0 held; 1 findings or failed examples; 2 bad input or usage; 3 internal"
)]
pub struct Cli {
    /// Which language to speak; read from the arguments before they are parsed, so kept only for its help.
    #[arg(long, global = true, value_name = "vi|en", value_enum)]
    #[arg(
        help = "Ngôn ngữ của thông báo; mặc định theo môi trường, không thì vi ¦ Language of messages; from the locale, else vi"
    )]
    pub lang: Option<LangName>,
    /// When to colour.
    #[arg(long, global = true, value_name = "auto|always|never", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Tô màu khi nào ¦ When to colour")]
    pub color: Colour,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A language by its short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangName {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(
        about = "Kiểm tra quy định, báo mọi lỗi kèm chỗ sai và cách sửa ¦ Check rule files; report every mistake with its place and remedy"
    )]
    Check(Check),
    #[command(about = "Trình bày lại tệp quy định ¦ Format rule files")]
    Fmt(Fmt),
    #[command(about = "Chạy mọi ví dụ của quy định ¦ Run every example of a regulation")]
    Test(Test),
    #[command(visible_alias = "xet")]
    #[command(about = "Xét một danh sách hồ sơ ¦ Review a list of cases")]
    Run(Run),
    #[command(visible_alias = "bao-gio")]
    #[command(
        about = "Ngày sớm nhất một người đạt, nếu dữ kiện giữ nguyên ¦ The earliest day on which a person passes, if the facts go on as they stand"
    )]
    When(When),
    #[command(visible_alias = "con-thieu")]
    #[command(
        about = "Còn thiếu gì: nhóm dữ kiện ít nhất làm rõ hoặc đổi kết quả ¦ What is missing: the smallest sets of facts that settle or turn a verdict"
    )]
    Missing(Missing),
    #[command(
        about = "Giải thích một mã lỗi, hoặc kết quả của một người ¦ Explain a diagnostic code, or one person's result"
    )]
    Explain(Explain),
    #[command(visible_alias = "han")]
    #[command(
        about = "Tính thời hạn của từng hồ sơ: ngày cuối, còn hay trễ bao lâu ¦ Deadlines of each case: the last day, days left or late"
    )]
    Due(Due),
    #[command(visible_alias = "lich")]
    #[command(about = "Việc đến hạn giữa hai ngày ¦ What falls due between two days")]
    Calendar(Calendar),
    #[command(about = "Tạo bảng tính mẫu để điền hồ sơ ¦ Write a workbook to fill in")]
    Template(Template),
    #[command(
        about = "Biên dịch quy định thành dữ liệu, hoặc lược đồ hồ sơ ¦ Compile a regulation to data, or the schema of its facts"
    )]
    Build(Build),
    #[command(about = "In phần gợi ý lệnh cho shell ¦ Print shell completions")]
    Completions(Completions),
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[arg(required = true, value_name = "PATH")]
    #[arg(
        help = "Thư mục quy định, tệp .quyche hoặc bản biên dịch .json ¦ Folder of a regulation, .quyche file or compiled .json"
    )]
    pub paths: Vec<PathBuf>,
    #[arg(long, visible_alias = "cach-hieu")]
    #[arg(
        help = "Liệt kê mọi cách hiểu: địa chỉ, câu hỏi, phương án, mặc định, vì sao ¦ List every reading: address, question, answers, default, why"
    )]
    pub readings: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    #[arg(
        required = true,
        value_name = "PATH",
        help = "Thư mục hoặc tệp .quyche ¦ Folder or .quyche file"
    )]
    pub paths: Vec<PathBuf>,
    #[arg(long, help = "Chỉ kiểm tra, không ghi ¦ Only check; write nothing")]
    pub check: bool,
}

/// `test`.
#[derive(Debug, Args)]
pub struct Test {
    #[arg(required = true, value_name = "PATH")]
    #[arg(
        help = "Thư mục quy định, tệp .quyche hoặc bản biên dịch .json ¦ Folder of a regulation, .quyche file or compiled .json"
    )]
    pub paths: Vec<PathBuf>,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// The facts of a review and the circumstances under which they are judged.
#[derive(Debug, Args)]
pub struct Facts {
    #[arg(long, visible_alias = "ho-so", value_name = "FILE", required = true)]
    #[arg(
        help = "Danh sách hồ sơ: tệp .xlsx, tệp .json hoặc thư mục .csv ¦ The cases: .xlsx, .json, or a folder of .csv"
    )]
    pub cases: Option<PathBuf>,
    #[arg(long = "as-of", visible_alias = "tinh-den", value_name = "D")]
    #[arg(help = "Ngày tính đến, như 30/06/2026 ¦ Day of reckoning, as in 30/06/2026")]
    pub as_of: Option<String>,
    #[arg(long, visible_alias = "ngay-ky", value_name = "D")]
    #[arg(help = "Ngày ký văn bản, nếu văn bản không ghi ¦ Day of signature, where the text does not tell")]
    pub signed: Option<String>,
    #[arg(long, visible_alias = "cach-hieu", value_name = "N=a")]
    #[arg(
        help = "Chọn phương án của một cách hiểu; dùng được nhiều lần ¦ Choose an answer of a reading; may be repeated"
    )]
    pub reading: Vec<String>,
}

/// `run`.
#[derive(Debug, Args)]
pub struct Run {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ENTRY",
        help = "Mục xét; bỏ được khi chỉ có một ¦ Entry point; may be left out when there is only one"
    )]
    pub entry: Option<String>,
    #[command(flatten)]
    pub facts: Facts,
    #[arg(long = "all-readings", visible_alias = "moi-cach-hieu")]
    #[arg(
        help = "Xét dưới mọi cách hiểu; nói kết quả nào vững, kết quả nào còn tùy ¦ Review under all readings; say which verdicts stand firm"
    )]
    pub all_readings: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
    #[arg(long, visible_alias = "ghi-ra", value_name = "FILE")]
    #[arg(help = "Ghi kết quả ra tệp .xlsx hoặc .json ¦ Write the result to an .xlsx or .json file")]
    pub out: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
}

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
    #[arg(
        long,
        visible_alias = "ngay-ky",
        value_name = "D",
        help = "Ngày ký văn bản ¦ Day of signature"
    )]
    pub signed: Option<String>,
    #[arg(
        long,
        visible_alias = "cach-hieu",
        value_name = "N=a",
        help = "Chọn một cách hiểu ¦ Choose a reading"
    )]
    pub reading: Vec<String>,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `missing`.
#[derive(Debug, Args)]
pub struct Missing {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ENTRY",
        help = "Mục xét; bỏ được khi chỉ có một ¦ Entry point; may be left out when there is only one"
    )]
    pub entry: Option<String>,
    #[command(flatten)]
    pub facts: Facts,
    #[arg(long, visible_alias = "nguoi", value_name = "KEY")]
    #[arg(help = "Mã của một người; không có thì mọi người ¦ Key of one person; everybody without it")]
    pub person: Option<String>,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    #[arg(
        value_name = "CODE|PATH",
        help = "Mã lỗi như Q0312, hoặc quy định ¦ A code such as Q0312, or the regulation"
    )]
    pub what: String,
    #[arg(value_name = "ENTRY", help = "Mục xét ¦ Entry point")]
    pub entry: Option<String>,
    #[arg(
        long,
        visible_alias = "ho-so",
        value_name = "FILE",
        help = "Danh sách hồ sơ ¦ The cases"
    )]
    pub cases: Option<PathBuf>,
    #[arg(
        long,
        visible_alias = "nguoi",
        value_name = "KEY",
        help = "Mã của người cần giải thích ¦ Key of the person"
    )]
    pub person: Option<String>,
    #[arg(
        long = "as-of",
        visible_alias = "tinh-den",
        value_name = "D",
        help = "Ngày tính đến ¦ Day of reckoning"
    )]
    pub as_of: Option<String>,
    #[arg(
        long,
        visible_alias = "ngay-ky",
        value_name = "D",
        help = "Ngày ký văn bản ¦ Day of signature"
    )]
    pub signed: Option<String>,
    #[arg(
        long,
        visible_alias = "cach-hieu",
        value_name = "N=a",
        help = "Chọn một cách hiểu ¦ Choose a reading"
    )]
    pub reading: Vec<String>,
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
    #[arg(long, visible_alias = "xong", value_name = "ADDR=D")]
    #[arg(help = "Việc tại địa chỉ đã làm ngày D; dùng được nhiều lần ¦ Done on day D; may be repeated")]
    pub done: Vec<String>,
    #[arg(long, visible_alias = "chua-xong", value_name = "ADDR")]
    #[arg(help = "Việc tại địa chỉ chưa làm ¦ Known not to be done")]
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
    #[arg(long, visible_alias = "ngay-ky", value_name = "D")]
    #[arg(help = "Ngày ký văn bản, nếu văn bản không ghi ¦ Day of signature, where the text does not tell")]
    pub signed: Option<String>,
    #[arg(long, visible_alias = "cach-hieu", value_name = "N=a")]
    #[arg(help = "Chọn phương án của một cách hiểu ¦ Choose an answer of a reading")]
    pub reading: Vec<String>,
    #[arg(long, conflicts_with = "ics", help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
    #[arg(long, value_name = "FILE.ics")]
    #[arg(help = "Ghi ra tệp lịch iCalendar ¦ Write an iCalendar file")]
    pub ics: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
}

/// `template`.
#[derive(Debug, Args)]
pub struct Template {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(
        value_name = "ENTRY",
        help = "Mục xét; bỏ được khi chỉ có một ¦ Entry point; may be left out when there is only one"
    )]
    pub entry: Option<String>,
    #[arg(long, visible_alias = "ghi-ra", value_name = "FILE.xlsx", required = true)]
    #[arg(help = "Tệp bảng tính cần tạo ¦ The workbook to write")]
    pub out: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
}

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(long, value_enum, value_name = "json|schema")]
    #[arg(
        help = "json: quy định thành dữ liệu; schema: lược đồ hồ sơ của một mục xét ¦ json: the rules as data; schema: the facts an entry point asks for"
    )]
    pub target: Target,
    #[arg(long, value_name = "ENTRY", help = "Mục xét của lược đồ ¦ Entry point of the schema")]
    pub entry: Option<String>,
    #[arg(
        long,
        visible_alias = "ghi-ra",
        value_name = "FILE",
        help = "Ghi ra tệp thay vì in ¦ Write to a file instead of printing"
    )]
    pub out: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
}

/// What `build` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// The rules as data.
    Json,
    /// The schema of the facts.
    Schema,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SHELL", value_enum, help = "Loại shell ¦ The shell")]
    pub shell: Shell,
}
