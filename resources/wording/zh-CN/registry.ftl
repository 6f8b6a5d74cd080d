# 名录导入：整个文件不能读入时的提示。
missing-import-file = 名录导入：没有找到文件“{ $file }”，或没有打开它的权限。请核对位置；在 U 盘或共享盘上的，先复制到本机。
cancelled-import = 名录导入：已停止读取“{ $file }”，没有导入任何内容。
refused-import-empty = 名录导入：文件“{ $file }”是空的。请核对是否下载、复制完整，再选一次。
refused-import-too-large = 名录导入：文件“{ $file }”有 { $size } MB，超过 { $limit } MB。请删去图片和无关工作表，或分成几个文件导入。
refused-import-bomb = 名录导入：文件“{ $file }”{ $why ->
    [entries] 内部文件过多
    [unpacked] 展开后过大
    [ratio] 压缩程度异常
    [entities] 含有表格中不该有的定义
    [escape] 内部文件指向别处
    [sheets] 工作表过多
   *[other] 结构异常
 }，为保护本机没有打开。请向提供单位核实，用 WPS 表格或 Excel 打开后另存为新的 .xlsx 再导入；库内数据不受影响。
refused-import-html = 名录导入：文件“{ $file }”实际是网页，里面没有表格。请在平台上重新导出，或用 WPS 表格打开后另存为“Excel 工作簿（.xlsx）”再导入。
refused-import-encrypted = 名录导入：文件“{ $file }”设了打开密码。请打开后取消密码，另存一份再导入。
refused-import-kind = 名录导入：文件“{ $file }”{ $what ->
    [opendocument] 是 OpenDocument 文稿，不是表格
    [word] 是文字文稿
    [slides] 是演示文稿
    [pdf] 是 PDF
    [picture] 是图片
    [archive] 是压缩包
    [program] 是程序文件
    [markup] 是 XML 文件
    [json] 是 JSON 数据
   *[binary] 不是表格文件
 }，不能作为名录读入。请选 .xlsx、.xls、.ods、.xml 或 .csv；其他格式的表格请先另存为 .xlsx。
refused-import-damaged = 名录导入：文件“{ $file }”已损坏或不完整，读不出来。请重新下载或复制；能用 WPS 表格打开的，另存为新的 .xlsx 再导入。
refused-import-encoding = 名录导入：文件“{ $file }”的文字编码认不出来（可读 UTF-8、UTF-16、GB18030）。请用 WPS 表格打开，另存为 .xlsx 再导入。
refused-import-too-many-rows = 名录导入：文件“{ $file }”超过 { $limit } 行。请分成几个文件导入。
refused-import-time = 名录导入：文件“{ $file }”读了 { $seconds } 秒还没有读完，已停止，没有导入任何内容。请删去无关工作表和空行，或分成几个文件再试。
refused-import-memory = 名录导入：读取文件“{ $file }”所需内存过多，已停止，没有导入任何内容。请把名录所在的工作表复制到新的 .xlsx 再导入。
refused-import-no-header = 名录导入：文件“{ $file }”里没有找到表头。表头在前 30 行内、用通用的栏名即可，如：{ $titles }。请改正栏名，或在导入时指定各栏的含义。
refused-import-no-rows = 名录导入：文件“{ $file }”的工作表“{ $sheet }”只有表头，没有内容。请核对所选文件。

# 逐行的提示；检查对象的一句在 errors.ftl。
refused-import-row-officers = 执法检查人员导入：第{ $row }行“{ $column }”为“{ $value }”，{ $why }。本行未导入，其余{ $accepted }行已导入。请在原表改正后再次导入，或在此直接填写。
refused-import-row-items = 抽查事项导入：第{ $row }行“{ $column }”为“{ $value }”，{ $why }。本行未导入，其余{ $accepted }行已导入。请在原表改正后再次导入，或在此直接填写。
warned-import-row = 导入第{ $row }行：“{ $column }”为“{ $value }”，{ $why }。本行可以导入，请核对。
import-summary = “{ $file }”工作表“{ $sheet }”共 { $rows } 行：可导入 { $accepted } 行（其中 { $warned } 行须核对），不能导入 { $refused } 行。

import-why-too-long = 文字过长，像是几格并在一起
import-why-number-cell = 是数值格式，超过 15 位的数字已经丢失
import-why-name-blank = 名称为空
import-why-officer-blank = 姓名为空
import-why-item-blank = 事项名称为空
import-why-jurisdiction-blank = 管辖单位为空
import-why-code-blank = 没有统一社会信用代码，入库时另编内部编号
import-why-code-scientific = 代码成了科学计数法，原数字已经丢失，须把该栏设为文本后重新填写
import-why-code-number-cell = 代码是数值格式，15 位以后的数字已经丢失，须把该栏设为文本后重新填写
import-why-code-length = 代码有 { $length } 位，应为 18 位（旧注册号 15 位或 13 位）
import-why-code-alphabet = 代码含有不用的字符（统一社会信用代码不用 I、O、S、V、Z，旧注册号只有数字）
import-why-code-region = 代码第 3 至 8 位应为数字
import-why-code-check = 代码校验位不符
import-why-code-alphabet-proposal = 代码含有不用的字符，可能是{ $proposal }，请对照营业执照
import-why-code-region-proposal = 代码第 3 至 8 位应为数字，可能是{ $proposal }，请对照营业执照
import-why-code-check-proposal = 代码校验位不符，可能是{ $proposal }，请对照营业执照
import-why-code-inner = 代码中主体标识（第 9 至 17 位）的校验位不符，请对照营业执照
import-why-code-old-number = 是 { $length } 位旧注册号，请补统一社会信用代码
import-why-code-old-check = 是 { $length } 位旧注册号，校验位不符，请对照营业执照
import-why-sex-other = 性别一般填男或女
import-why-certificate-blank = 没有执法证号，不计入执法人员人数
import-why-certificate-odd = 执法证号长度少见，请对照证件
import-why-certificate-number-cell = 证号是数值格式或科学计数法，数字可能已经丢失，须把该栏设为文本后重新填写
import-why-date = 日期认不出来，写作 2026-11-30 或“长期”
import-why-basis-blank = 没有检查依据，补齐之前不能公布和检查
import-why-ratio-other = 比例认不出来，写作 5% 或 2‰
import-why-ratio-beyond = 比例超过 100%
import-why-duplicate-code = 与第{ $first }行代码相同，请确认是否同一个
import-why-duplicate-name = 与第{ $first }行名称相同而代码不同，请确认是否同一个
import-why-known-name = 库内有同名的，代码不同，请确认是否同一个

import-why-skipped = 像是填表说明或合计，没有当作名录内容

import-report-sheet = 导入结果
import-report-row = 行
import-report-column = 栏
import-report-value = 原表内容
import-report-why = 原因
import-report-outcome = 处理
import-report-refused = 未导入
import-report-warned = 已导入，须核对
import-report-skipped = 未读入
import-changed = 其中 { $count } 条库内已有、内容有变，已按名录改过，原内容留在登记变更中。
import-undecided = 另有 { $count } 行与库内或表内同名而代码不同，没有登记。请在窗口里导入，逐行判断是否同一个。
import-held = 另有 { $count } 项已公布的事项与表中不同，没有改。要改须重新公布：在窗口里导入时填公布日期。

# 导出的栏名，与导入认得的一致。
export-name = 名称
export-code = 统一社会信用代码
export-credit = 信用等级
export-credit_since = 信用等级起始日期
export-survival = 状态
export-duty = 在岗
export-subject_category = 检查对象
export-published_on = 公布日期
export-valid_from = 生效日期
export-ratio = 抽查比例
export-frequency = 抽查频次
