//! What may be typed. A help text holds both languages, Vietnamese first, parted by ` ¦ `; `help::in_language` keeps one.

mod questions;
mod source;
mod time;

pub use questions::*;
pub use source::{Cover, New, Outline};
pub use time::*;

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
    #[command(visible_alias = "ra-soat")]
    #[command(
        about = "Rà bản gốc: số và ngày văn bản viện dẫn, mã, đánh số, thời hạn chồng nhau, dẫn chiếu hụt ¦ Faults of the source that can be found mechanically"
    )]
    Lint(Lint),
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
    #[command(visible_alias = "ho-so")]
    #[command(
        about = "Thành phần hồ sơ: phải nộp gì; có danh sách thì ai còn thiếu gì ¦ Dossiers: what to hand in; with cases, what each lacks"
    )]
    Dossier(Dossier),
    #[command(visible_alias = "nghia-vu")]
    #[command(
        about = "Ai phải, được, không được làm gì, với ai, khi nào ¦ Who must, may or must not do what, to whom, when"
    )]
    Duties(Duties),
    #[command(visible_alias = "tham-quyen")]
    #[command(about = "Ai quyết định; có danh sách thì từng hồ sơ do ai ¦ Who decides; with cases, each of them")]
    Authority(Authority),
    #[command(visible_alias = "dieu", visible_alias = "xem")]
    #[command(
        about = "Một đơn vị bằng lời: quy tắc, ý nghĩa, cách hiểu, nghi vấn, ví dụ, dẫn chiếu hai chiều ¦ One unit in words, with what it rests on and what rests on it"
    )]
    Show(Show),
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
    #[command(visible_alias = "so-sanh")]
    #[command(
        about = "So các thủ tục, điều gần giống nhau: mặt nào khác, khác thế nào ¦ Near-identical procedures or articles side by side"
    )]
    Compare(Compare),
    #[command(visible_alias = "sach")]
    #[command(
        about = "Dựng trang đọc tĩnh của quy định: quy tắc, ý nghĩa, cách hiểu, nghi vấn, lịch việc ¦ Render regulations as a static site"
    )]
    Doc(Doc),
    #[command(visible_alias = "muc-luc")]
    #[command(
        about = "Mục lục đơn vị của một văn bản gốc: địa chỉ, dòng, dấu băm ¦ Outline a source text: addresses, lines, hashes"
    )]
    Outline(Outline),
    #[command(
        about = "Tạo quy định mới từ văn bản gốc, mọi đơn vị có sẵn ¦ Start a regulation from its text, every unit in place"
    )]
    New(New),
    #[command(visible_alias = "do-phu")]
    #[command(
        about = "Đối chiếu quy định với mục lục bản gốc, cả hai chiều ¦ Hold rules against the outline of their source, both ways"
    )]
    Cover(Cover),
    #[command(about = "In phần gợi ý lệnh cho shell ¦ Print shell completions")]
    Completions(Completions),
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub regulations: Regulations,
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

/// `lint`.
#[derive(Debug, Args)]
pub struct Lint {
    #[command(flatten)]
    pub regulations: Regulations,
    #[arg(long, visible_alias = "ca-da-ghi")]
    #[arg(help = "Kể cả chỗ đã ghi nghi vấn ¦ Also what is noted already")]
    pub all: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `test`.
#[derive(Debug, Args)]
pub struct Test {
    #[command(flatten)]
    pub regulations: Regulations,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// Regulations, each asked by itself.
#[derive(Debug, Args)]
pub struct Regulations {
    #[arg(required = true, value_name = "PATH")]
    #[arg(
        help = "Thư mục quy định, tệp .quyche hoặc bản biên dịch .json ¦ Folder of a regulation, .quyche file or compiled .json"
    )]
    pub paths: Vec<PathBuf>,
}

/// Under what the rules are read.
#[derive(Debug, Args)]
pub struct Under {
    #[arg(long, visible_alias = "ngay-ky", value_name = "D")]
    #[arg(help = "Ngày ký văn bản, nếu văn bản không ghi ¦ Day of signature, where the text does not tell")]
    pub signed: Option<String>,
    #[arg(long, visible_alias = "cach-hieu", value_name = "N=a")]
    #[arg(
        help = "Chọn phương án của một cách hiểu; dùng được nhiều lần ¦ Choose an answer of a reading; may be repeated"
    )]
    pub reading: Vec<String>,
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
    #[command(flatten)]
    pub under: Under,
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
    #[arg(long, visible_alias = "bao-gio")]
    #[arg(
        help = "Tìm ngày sớm nhất đạt, hoặc cần đổi gì, cho mọi người không đạt; dưới 200 người thì luôn tìm ¦ Find the earliest day, or what would have to change, for everybody who fails; up to 200 it always is"
    )]
    pub outlook: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
    #[arg(long, visible_alias = "ghi-ra", value_name = "FILE")]
    #[arg(help = "Ghi kết quả ra tệp .xlsx hoặc .json ¦ Write the result to an .xlsx or .json file")]
    pub out: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
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
    #[command(flatten)]
    pub under: Under,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
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

/// `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    #[arg(value_name = "PATH", help = "Quy định ¦ The regulation")]
    pub path: PathBuf,
    #[arg(required = true, value_name = "ADDR")]
    #[arg(
        help = "Các đơn vị, như \"Thủ tục 14\" \"Thủ tục 17\"; \"Thủ tục 14-39\" là cả dãy ¦ The units; \"Thủ tục 14-39\" is a row of them"
    )]
    pub units: Vec<String>,
    #[arg(long, visible_alias = "ca-giong", help = "Kể cả mặt giống nhau ¦ Also what is equal")]
    pub all: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}

/// `doc`.
#[derive(Debug, Args)]
pub struct Doc {
    #[arg(required = true, value_name = "PATH")]
    #[arg(
        help = "Thư mục quy định, hoặc thư mục chứa nhiều quy định ¦ Folder of a regulation, or a folder of such folders"
    )]
    pub paths: Vec<PathBuf>,
    #[arg(long, visible_alias = "ghi-ra", value_name = "FOLDER", required = true)]
    #[arg(help = "Thư mục của trang ¦ Folder of the site")]
    pub out: Option<PathBuf>,
    #[arg(long, visible_alias = "ban-goc", value_name = "FILE")]
    #[arg(
        help = "Bản gốc, để in cạnh quy tắc; chỉ khi dựng một quy định ¦ The source text, to stand beside the rules; for one regulation only"
    )]
    pub text: Option<PathBuf>,
    #[arg(long, visible_alias = "tu-ngay", value_name = "D", requires = "to")]
    #[arg(help = "Thêm lịch việc đến hạn từ ngày này ¦ Add what falls due, from this day")]
    pub from: Option<String>,
    #[arg(long, visible_alias = "den-ngay", value_name = "D", requires = "from")]
    #[arg(help = "Đến hết ngày ¦ Last day")]
    pub to: Option<String>,
    #[arg(long, help = "Ghi đè trang đã có ¦ Overwrite an existing site")]
    pub force: bool,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SHELL", value_enum, help = "Loại shell ¦ The shell")]
    pub shell: Shell,
}
