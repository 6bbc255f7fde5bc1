//! Flags of the commands about source texts.

use clap::Args;
use std::path::PathBuf;

/// `outline`.
#[derive(Debug, Args)]
pub struct Outline {
    #[arg(
        value_name = "TEXT",
        help = "Văn bản gốc dạng chữ, UTF-8 ¦ The source as plain text, UTF-8"
    )]
    pub text: PathBuf,
    #[arg(long, visible_alias = "ghi-ra", value_name = "FILE", conflicts_with = "json")]
    #[arg(
        help = "Ghi mục lục ra tệp, thường là ban-goc.json cạnh quy định ¦ Write it to a file, usually ban-goc.json beside the rules"
    )]
    pub out: Option<PathBuf>,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite an existing file")]
    pub force: bool,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    #[arg(long, visible_alias = "tu", value_name = "TEXT", required = true)]
    #[arg(help = "Văn bản gốc dạng chữ, UTF-8 ¦ The source as plain text, UTF-8")]
    pub from: Option<PathBuf>,
    #[arg(long, visible_alias = "ghi-ra", value_name = "FOLDER", required = true)]
    #[arg(help = "Thư mục của quy định ¦ Folder of the regulation")]
    pub out: Option<PathBuf>,
    #[arg(long, help = "Ghi đè tệp đã có ¦ Overwrite existing files")]
    pub force: bool,
}

/// `cover`.
#[derive(Debug, Args)]
pub struct Cover {
    #[arg(value_name = "PATH")]
    #[arg(
        help = "Thư mục quy định, hoặc thư mục chứa nhiều quy định ¦ Folder of a regulation, or a folder of such folders"
    )]
    pub path: PathBuf,
    #[arg(long, visible_alias = "van-ban", value_name = "TEXT")]
    #[arg(help = "Văn bản gốc: nêu đơn vị nào đã khác lời ¦ The source text: names each unit whose text has changed")]
    pub text: Option<PathBuf>,
    #[arg(long, visible_alias = "nguong", value_name = "N", default_value_t = 100)]
    #[arg(
        help = "Phần trăm đơn vị bản gốc phải xong; dưới mức ấy thì mã thoát 1 ¦ Percentage of source units that must be done; exit 1 below it"
    )]
    pub threshold: u32,
    #[arg(long, visible_alias = "vi-du", value_name = "N")]
    #[arg(
        help = "Phần trăm đơn vị có số phải có ví dụ kiểm ¦ Percentage of units with numbers that must have an example"
    )]
    pub examples: Option<u32>,
    #[arg(
        long,
        visible_alias = "tat-ca",
        help = "Liệt kê mọi đơn vị của bản gốc ¦ List every unit of the source"
    )]
    pub all: bool,
    #[arg(long, help = "In kết quả dạng JSON ¦ Print JSON")]
    pub json: bool,
}
