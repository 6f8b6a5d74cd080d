# Check tables: what is wrong with a form, an expression, or an answer. Verdicts and reasons stand in verdicts.ftl.

## Words in the form's own columns

severity-general = 一般
severity-serious = 严重
basis-verified = 是
basis-unverified = 待核

## Answers

refused-no-why = 第{ $line }项：已判“未检查”，没有选原因。请选一个原因；都不合适的，选“其他”并写明。
refused-no-why-words = 第{ $line }项：未检查的原因选了“其他”，没有写明。请写明当时的情况。
refused-unknown-line = 检查表：表中没有“{ $name }”这一栏。请核对所用检查表的版本。
refused-not-answerable = 检查表：“{ $label }”是说明或自动计算的栏目，不能填写。请填写它所依据的各栏。
refused-unknown-verdict = 第{ $line }项：“{ $value }”不是判定结果。请从符合、不符合、不涉及、未检查中选一个。

## The form as a file

form-unreadable = 检查表文件：“{ $file }”打不开，或不是 XLSForm。请选 .xlsx、.xls、.csv 或 .md 格式的检查表。
form-damaged = 检查案卷：所存检查表的内容与校验码（{ $digest }）不一致。已填的内容没有改动，请与执法监督股核对备份。
form-sheet-missing = 检查表：没有“{ $sheet }”工作表，或表内没有内容。请补上这张工作表，第一行写栏名。
form-column-missing = { $sheet } 工作表：没有“{ $column }”栏。请在第一行加上这一栏。
form-setting-missing = { $sheet } 工作表第{ $row }行：“{ $column }”没有填写。请填写，检查表的名称、编号、版本都要有。
form-no-lines = { $sheet } 工作表“{ $column }”栏：没有一项是“select_one { $list }”，检查时无从判定。请把各检查项写成 select_one { $list }。
form-pyxform = { $sheet } 工作表{ $row ->
    [0] {""}
   *[other] 第{ $row }行
}：按 XLSForm 规则转换没有通过，转换工具的原话是“{ $value }”。请改正所指的这一处，再选一次文件。
form-pyxform-column = { $sheet } 工作表第{ $row }行“{ $column }”栏：按 XLSForm 规则转换没有通过，转换工具的原话是“{ $value }”。请改正这一格，再选一次文件。

## Rows

form-type = { $sheet } 工作表第{ $row }行“{ $column }”栏：不支持“{ $value }”。请改用本程序能办的题型，例如 select_one、text、integer、date、image、begin_repeat；全部题型见帮助。
form-name = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不能作名称。请用英文字母开头，只含字母、数字、下划线、点和连字符。
form-name-twice = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”与第{ $first }行重复。请另取一个名称。
form-name-reserved = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”是留给检查表本身用的名称。请另取一个名称。
form-label = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”没有写检查内容。请填写。
form-default = { $sheet } 工作表第{ $row }行“{ $column }”栏：预先填了“{ $value }”。判定不得预填，请清空这一格。
form-default-kind = { $sheet } 工作表第{ $row }行“{ $column }”栏：预先填的“{ $value }”与题型不合。请按题型改正（整数写数字，日期写成 2026-11-20），或清空这一格；要用当天日期的，写 today()。
form-default-choice = { $sheet } 工作表第{ $row }行“{ $column }”栏：预先选的“{ $value }”不在选项“{ $list }”里。请改成选项的名称，或清空这一格。
form-calculation = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”没有写计算式。请填写，或删去这一行。
form-list = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”用到的选项“{ $list }”在 choices 工作表里没有。请补上选项，或改正名称。
form-verdict-repeated = { $sheet } 工作表第{ $row }行“{ $column }”栏：检查项“{ $value }”在重复组里，项次不能确定。请把检查项移到重复组外，重复组只记各处的数值和情况。
form-verdict-locked = { $sheet } 工作表第{ $row }行“{ $column }”栏：检查项写成了只读（“{ $value }”），永远不能判定。请清空这一格；到一定情形才不许改的，请写成条件。
form-media = { $sheet } 工作表第{ $row }行“{ $column }”栏：题目附图、附音“{ $value }”不支持。请把要点写进提示，或清空这一格。
form-trigger = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不是表中的栏目。请写成 ${"{"}名称{"}"}，多个用英文逗号分开。
form-parameters = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不清楚。请写成“名称=值”，用空格分开。
form-parameter-value = { $sheet } 工作表第{ $row }行“{ $column }”栏：参数“{ $value }”不能是“{ $given }”。请写{ $value ->
    [quality] voice-only、low、normal 或 external
    [allow-mock-accuracy] true 或 false
    [step] 不是 0、且不大于起止之差的数
    [start] 一个数，起止之间至少容得下一步
    [end] 一个数，起止之间至少容得下一步
    [rows] 一个整数
    [max-pixels] 一个整数
   *[other] 一个数
}。
form-parameter-unused = { $sheet } 工作表第{ $row }行“{ $column }”栏：参数“{ $value }”是手机程序用的，在电脑上没有用上。可以不改。
form-parameter = { $sheet } 工作表第{ $row }行“{ $column }”栏：参数“{ $value }”不支持。请删去，或改用该题型能用的参数。
form-appearance = { $sheet } 工作表第{ $row }行“{ $column }”栏：外观“{ $value }”在电脑上没有对应的样子，按普通样子显示。可以不改。
form-appearance-field-list = { $sheet } 工作表第{ $row }行“{ $column }”栏：外观“{ $value }”是让手机把一组题放在一屏，电脑上各题本来就在同一页。可以不改。
form-appearance-search = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不支持，选项会变成 choices 里占位的那几个。请把题型改为“select_one_from_file 名单.csv”，筛选条件写在 choice_filter 栏。
form-appearance-away = { $sheet } 工作表第{ $row }行“{ $column }”栏：外观“{ $value }”要转到手机上别的程序，不支持。请删去，或改用别的题型。
form-column-refused = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不支持，照此填写的内容会丢失。请清空这一栏；要预先填好的内容，请写在 default 或 calculation 栏。
form-column-unused = { $sheet } 工作表第{ $row }行：“{ $column }”栏只管手机上的样子，在电脑上没有用上。可以不改。
form-setting-refused = { $sheet } 工作表第{ $row }行“{ $column }”栏：要求把填好的表加密后交给别的服务器，不支持。请删去这一栏，案卷由本程序加密保存。
form-setting-unused = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”是手机程序用的设置，在电脑上没有用上。可以不改。
form-column-unknown = { $sheet } 工作表第{ $row }行：“{ $column }”栏不认识，其中的内容没有用上。请核对栏名；只作备注的，栏名请写“备注”。
form-sheet-beyond = { $sheet } 工作表：这张工作表的内容不支持，没有用上。请移到 choices 工作表或单独的 CSV 文件。
form-pyxform-warning = { $sheet } 工作表：按 XLSForm 规则转换时有一条提示“{ $value }”。不影响使用，可以不改。
form-file-kind = { $sheet } 工作表第{ $row }行“{ $column }”栏：名单文件“{ $file }”不是 CSV。请另存为 CSV，放在检查表旁边。
form-file-missing = { $sheet } 工作表第{ $row }行“{ $column }”栏：名单文件“{ $file }”不在检查表旁边。请把它放在同一文件夹。
form-file-large = { $sheet } 工作表第{ $row }行“{ $column }”栏：名单文件“{ $file }”超过{ $most }行。请分成几个名单。
form-file-unreadable = { $sheet } 工作表第{ $row }行“{ $column }”栏：名单文件“{ $file }”读不出来。请用表格软件打开后另存为 CSV。
form-file-columns = { $sheet } 工作表第{ $row }行“{ $column }”栏：名单文件“{ $file }”没有所需的列，或列名重复。请核对第一行，至少要有 name 和 label 两列。
form-other-choice = 其他
form-other-label = 其他（请写明）
form-group-open = { $sheet } 工作表第{ $row }行“{ $column }”栏：分组“{ $value }”没有结束。请在组末加一行 end_group。
form-group-end = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”没有对应的开始。请删去这一行，或在组首加一行 begin_group。
form-group-mixed = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”与第{ $first }行的“{ $begun }”不成对。group 请用 end_group 结束，repeat 请用 end_repeat 结束。
form-other-filter = { $sheet } 工作表第{ $row }行“{ $column }”栏：题型写了 or_other，不能再用筛选“{ $value }”。请去掉 or_other，在 choices 里自列“其他”一项；或清空筛选。
form-choice-name = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不能作选项名称。请同时填写 list_name 和 name，名称不含空格。
form-choice-twice = { $sheet } 工作表第{ $row }行“{ $column }”栏：选项“{ $value }”重复。请删去一个。
form-verdicts = { $sheet } 工作表“{ $column }”栏：判定结果应当正好是 { $verdicts }。请补齐，并删去多余的。

## Bases

form-basis = { $sheet } 工作表第{ $row }行“{ $column }”栏：没有填写。每项都要有依据和条款；已核对的，还要有版本、施行日期、核对日期和所核对的文本。
form-verified = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不清楚。请填{ $allowed }。
form-date = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不是日期。请写成 2026-11-20 的样式。
form-unverified-date = { $sheet } 工作表第{ $row }行“{ $column }”栏：依据待核，却写了核对日期“{ $value }”。请核对后改为“是”，或清空日期。
form-severity = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”不清楚。请填{ $allowed }。
form-violation = { $sheet } 工作表第{ $row }行“{ $column }”栏：没有写明什么情形算不符合。请填写。
form-not-in-force = { $sheet } 工作表第{ $row }行“{ $column }”栏：依据自“{ $value }”起施行，核对日期是{ $checked }，核对时尚未施行。请重新核对。
form-basis-repealed = { $sheet } 工作表第{ $row }行“{ $column }”栏：《{ $law }》“{ $value }”已于{ $day }废止或被替代，现为{ $successor }。请换成现行依据并重新核对。

## Expressions

form-expression = { $sheet } 工作表第{ $row }行“{ $column }”栏：“{ $value }”，{ $why }
form-cycle = { $sheet } 工作表第{ $row }行“{ $column }”栏：{ $value } 互相引用，没有先后。请改其中一个的式子。
expression-too-long = 超过{ $longest }个字符。请分成几个 calculate。
expression-too-deep = 括号超过{ $deepest }层。请分成几个 calculate。
expression-character = 第{ $at }个字符“{ $piece }”不能识别。请改用英文半角符号。
expression-reference = 第{ $at }个字符处“{ $piece }”不是引用。请写成 ${"{"}名称{"}"}。
expression-bare-name = 第{ $at }个字符处“{ $piece }”既不是引用也不是函数。引用请写成 ${"{"}名称{"}"}，文字请加引号。
expression-ends = 到第{ $at }个字符处式子没有写完。请补上后半部分或括号。
expression-unexpected = 第{ $at }个字符处不应有“{ $piece }”。请检查前后的括号、逗号和引号。
expression-unsupported = 第{ $at }个字符处的“{ $piece }”不支持。请用 ${"{"}名称{"}"} 或从 /data 开始的路径。
expression-unknown-name = 第{ $at }个字符处引用的“{ $name }”在表中没有。请改正名称。
expression-unknown-path = 第{ $at }个字符处的路径“{ $path }”没有对应的栏目。请改正路径。
expression-unknown-function = 第{ $at }个字符处的函数“{ $function }”不支持。请换用其他函数。
expression-arguments = 第{ $at }个字符处的函数“{ $function }”不能带{ $count }个参数。请增减参数。
expression-pattern = 第{ $at }个字符处 regex 的式样“{ $piece }”不能用。请直接写出式样文字，不要重复套重复。
expression-date-part = 第{ $at }个字符处，日期样式里的“{ $piece }”不支持。请用 %Y %y %m %n %b %d %e %H %h %M %S %3 %a，百分号写成 %%。
format-month = { $month }月
format-weekday = { $day ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
expression-unknown-list = 第{ $at }个字符处的名单“{ $list }”没有。请在 choices 里列出，或把文件放在表的旁边。
expression-unknown-column = 第{ $at }个字符处，名单“{ $list }”没有“{ $column }”这一列。请改正列名。
expression-no-repeat = 第{ $at }个字符处的“{ $name }”不是包含该栏目的重复组。请改正名称。
expression-no-choices = 第{ $at }个字符处的“{ $name }”不是选择题。请改正名称。
expression-cycle = { $names } 互相引用，没有先后。请改其中一个的式子。
refused-repeat-full = 重复填写：已有{ $most }组，不能再加。请另存一份检查表，或合并填写。
