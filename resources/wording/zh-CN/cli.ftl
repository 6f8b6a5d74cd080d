# What the commands of the command line say, and the demonstration.

## Any command

refused-command-usage = 命令：没有看懂所给的参数。请用“{ $program } --help”查看用法后重新输入。
refused-command-bug = 程序：出现没有预料到的情况，命令没有做完；已保存的内容不受影响。详情记在日志 { $log }，请交维护人员。
error-file-missing = 文件：没有找到 { $file }。请核对文件名和所在文件夹。
refused-file-unreadable = 文件：{ $file } 打不开。请确认它是文件而不是文件夹，并且允许读取。
refused-file-large = 文件：{ $file } 超过 { $megabytes } MB。请核对是不是选错了文件。
refused-not-set-up = 本机设置：这个数据文件夹里还没有设置本机。请先打开程序设置，或用 --data-dir 指明另一个文件夹。
refused-person-choose = 登录：本机登记了多人。请用 --person 指明人员编号：{ $people }。
refused-pin-asked = 登录：没有登录密码。请在 --pin-file 指明的文件或环境变量 INSPECTOR_PIN 中给出，或在终端里运行后按提示输入。
refused-pin-file = 登录：读不出密码文件 { $file }。文件里应只有一行登录密码。
refused-tour-missing = 演示全程：本程序未包含演示全程的部分。请用完整的源代码运行。
cli-pin-ask = 登录密码：
cli-new-pin-ask = 新的登录密码：

## Verifying

draw-verified-unheld = 抽取记录：第 { $number } 次抽取的封存码与名单一致；还没有抽取结果可以验算。
cli-draw-of = { $file }：
document-verified = 验证：这张文书的二维码是真的，由本局签发，没有作废。
document-altered = 验证：二维码不是本局签发的，或者被改动过。不要采信这张文书，请与签发单位核对。
document-revoked = 验证：二维码是真的，但这张文书已经作废。
document-unknown = 验证：截至{ $day }，不认识签发这张文书的设备。请先联网同步，或在公示网站上验证。
document-says = { $title }{ $number }，{ $day }，{ $name }。请对照纸面文字核对。
document-same = 文件与本机存档的文书逐字节一致。
document-differs = 文件与本机存档的文书不是同一份（扫描件、打印件属正常）。请对照存档核对文字。
refused-no-code = 验证：没有找到二维码。请提供清楚、完整的文书页面。
refused-picture-large = 验证：图片过大。请缩小到 6000 万像素以内。
error-picture-unreadable = 验证：图片打不开或不完整。请提供 PDF、PNG 或 JPEG 文件。
error-keys-unreadable = 验证：密钥文件 { $file } 不是认得的格式。请从公示网站重新下载。
journal-verified = 日志：{ $entries } 条记录、{ $dossiers } 份案卷、{ $evidence } 份材料全部核对，签名、内容和前后衔接都一致。
journal-broken = 日志：核对了 { $entries } 条记录，发现 { $count } 处不一致。请保留数据文件夹原样，交维护人员。
journal-erased = 其中 { $count } 条的内容已依法删除，签名仍然有效。
journal-problem = { $why }（{ $place }）
journal-key-unknown = 没有签名设备的公钥
journal-entry-damaged = 签名或内容不符
journal-entry-differs = 登记的项目与签名的内容不符
journal-life-broken = 与同一设备的上一条不衔接
journal-life-gap = 同一设备缺少前面的记录
journal-dossier-broken = 与同一案卷的上一条不衔接
journal-evidence-damaged = 材料与登记时不符

## Records

rebuilt-equal = 重建：重放 { $entries } 条记录，{ $rows } 行与现有数据完全一致。
rebuilt-different = 重建：重放 { $entries } 条记录，与现有数据不一致的表：{ $tables }。加上 --repair 可按日志改正。
rebuilt-repaired = 重建：已按日志改正，{ $rows } 行与日志一致。

## Forms

cli-form-good = 检查表：{ $questions } 个问题、{ $lines } 项检查，可以使用。
cli-form-bad = 检查表：发现 { $count } 个问题，改正前不能使用。
cli-form-unverified = 有 { $count } 项的依据还没有核实。
cli-evaluated = { $value }（{ $type }）
cli-value-number = 数
cli-value-string = 文字
cli-value-boolean = 是非
cli-value-nodeset = 一组值
refused-answers-file = 求值：答案文件 { $file } 应是 JSON 对象，问题名对应答案文字。请改正后再试。

## Registers

cli-import-dry = 只是试读，没有登记。
cli-import-done = 已登记 { $entered } 条；名录库里已有 { $known } 条，文件里重复 { $repeated } 条，没有重复登记。
cli-import-report-written = 逐行说明写在 { $file }。

## Exchange

synced = 同步完成：上传 { $sent } 条，收到 { $fetched } 条，照片等材料上传 { $evidence } 份。
synced-aside = { $count } 条另存待核，请在“数据同步”里查看原因。
synced-left = 还有 { $count } 份材料没有传完，下次继续。
synced-blocks = 领到 { $count } 段文书编号。
synced-different = { $count } 份案卷与局服务器上的不一致，请联系执法监督股。
enrolled-device = 已登记为本局设备，离线可用至{ $day }。
receipts-taken = 读入 { $count } 份回执：收齐 { $accepted } 条，另存待核 { $aside } 条。
batches-written = 导出 { $count } 个数据包到 { $folder }。请交执法监督股导入局服务器。
evidence-written = 导出 { $count } 份照片、文书等材料（{ $megabytes } MB）；{ $there } 份先前已在盘上。
evidence-receipts-taken = 局服务器已收齐 { $count } 份照片、文书等材料。
batches-none = 没有要上传的记录，未导出数据包。

## Copies and recovery

cli-backup-done = 备份已写好并打开核对：{ $file }，{ $entries } 条记录，{ $megabytes } MB。
recovered-device = 已用恢复密钥打开，并为 { $name } 设了新的登录密码。
refused-recover-shares = 恢复：需要两份恢复密钥。请用 --share 分别给出两个文件，每个文件四行。

## Diagnostics

diag-source = （源代码，未安装）
diag-program = 程序：{ $version }，Python { $python }，{ $system }
diag-sqlite = 数据库：SQLite { $found }（不低于 { $floor }）
diag-sqlite-old = 数据库：SQLite { $found } 低于 { $floor }，不能保证断电不丢。请升级程序。
diag-keyring = 系统密钥环：可用
diag-keyring-none = 系统密钥环：没有，登录密码须至少 12 位
diag-folder = 数据文件夹：{ $folder }，已用 { $used } MB，剩余 { $free } MB
diag-not-set-up = 本机还没有设置。
diag-pragmas = 写盘设置：{ $pragmas }，符合要求
diag-pragmas-bad = 写盘设置：{ $pragmas }，不符合要求，断电可能丢数据。请联系维护人员。
diag-store = 日志 { $entries } 条；待上传 { $waiting } 条、材料 { $photos } 份；另存待核 { $aside } 条
diag-synced = 上次同步：{ $when }
diag-never-synced = 尚未同步
diag-lease = 离线可用至{ $day }
diag-inside-needs-pin = 登录后可以看到数据库里面的情况（--pin-file 或 INSPECTOR_PIN）。

## The demonstration

demo-device-name = 演示电脑
demo-preparing = 正在准备演示单位（人员和数据都是虚构的）…
demo-headquarters = 启动演示用的局服务器
demo-device = 设置演示电脑
demo-people = 登记人员，接入局服务器
demo-registers = 登记抽查事项和执法人员
demo-round = 第一次同步
refused-demo-folder = 演示：文件夹 { $folder } 里已有别的内容，没有改动它。请用 --data-dir 指明一个空文件夹。
error-demo-damaged = 演示：演示数据不完整。请删除演示文件夹后重新打开。
refused-instance = 程序：这个数据文件夹已在另一个窗口打开。请转到那个窗口，或先把它关闭。
