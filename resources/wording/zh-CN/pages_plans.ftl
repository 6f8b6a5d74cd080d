# The pages of plans: plan check, work plan, the year, lists of joint items.

## Plan check

check-title = 计划检查
check-sum = { $wrong ->
    [0] {""}
   *[other] 须改正 { $wrong } 项　
 }{ $care ->
    [0] {""}
   *[other] 请留意 { $care } 项
 }
check-items = 抽查事项
check-mode = 随机方式
check-share = 抽查比例
check-publicity = 公开
check-type = 抽查类型
check-period = 抽查时间
check-forms = 检查表
check-work = 工作方案
check-overlaps = 重复检查
check-items-good = { $count } 项都在已公布的{ $list }内
check-items-gone = { $items }已不在公布的清单内或不在有效期。请在“一单两库”重新公布，或另立计划。
check-items-unfit = { $items }已改为不列入随机抽查。请另立不含该事项的计划；仍要随机抽查的，在“一单两库”改回后重新公布。
check-items-left = 未列入本计划：{ $items }。
check-item-unfit = { $item }（不列入随机抽查：{ $reason }）
check-item-ends = { $item }（有效期至{ $day }，早于检查结束日）
check-items-words = 计划表印制的用语与所选事项不同。检查的事项是：{ $items }。需要一致的，请修改计划、清空印制用语
check-items-newer = { $items }在计划制定后有新版本。请核对后另立计划，或照原版本检查。
check-drawn-subjects = 检查对象
check-drawn-officers = 执法人员
check-drawn-items = 抽查事项
check-mode-local = 本机封存后随机抽取{ $drawn }
check-mode-platform = 在{ $platform }随机抽取{ $drawn }
check-mode-by-hand = 现场摇号、抽签，随机抽取{ $drawn }
check-share-law = { $strata }低于法定比例（{ $basis }）。法律法规对抽查比例有规定的从其规定，请另立计划。
check-share-none = { $strata }没有抽查比例。请另立计划并填写比例。
check-share-low = { $strata }低于{ $floor }。请另立计划并提高比例。
check-publicity-open = 还没有公布。批准后请在下方“备案和公布”登记公布处所。
check-type-directed = 定向（{ $categories }）
check-type-undirected = 不定向（全部类别）
check-period-open = 没有写到月份。请另立计划，写明月份。
check-forms-good = 各事项都有检查表
check-forms-missing = { $items }没有检查表，抽取之前须先添加。请在“一单两库”的抽查事项里选定。
check-work-good = 已制定
check-work-missing = 还没有制定，或与现在的计划不符。请打开工作方案，核对后保存。
check-work-first = 还没有制定，或与现在的计划不符。本局规则要求抽取前制定，请打开工作方案，核对后保存。
check-work-open = 工作方案…
check-overlaps-good = 没有发现
check-overlaps-open = 与{ $titles }重复，处理后才能封存。请看下方“重复检查”。
check-overlaps-joinable = 与{ $titles }时段相交、对象相同，可以统筹安排。请看下方“重复检查”。

## Work plan

work-open = 工作方案
work-hint-content = 检查什么，一行一项
work-hint-process = 从抽取到归档，一行一步
work-hint-priorities = 重点检查的事项、环节
work-hint-principal = 本任务的责任人姓名、职务
work-hint-participants = 参加的股室、部门
work-hint-staff = 人数、证件、专业领域
work-hint-experts = 不聘请的不填
work-field-principal = 责任人
work-field-participants = 参加单位
work-field-staff = 人员要求
work-field-experts = 专家
work-rules-note = 每个事项都要写明怎么查、多久查一次
work-rules-of = { $item }的实施细则
work-hint-rules = 检查方法、步骤、依据
work-hint-frequency = 例如：每年1次
work-hint-period = 例如：5月-6月
work-save = 保存工作方案
work-from-task = 按任务重新生成
work-pdf = 导出 PDF…
work-xlsx = 导出表格…
work-back = 返回计划
work-kept = 第 { $version } 次保存的工作方案。改动后请再保存。
work-proposed = 已按任务、事项清单和本局规则生成初稿。请核对，写明责任人后保存。
work-keep-first = 工作方案还没有保存。请保存后再导出。
work-saved = 工作方案已保存，可以导出。
work-file = { $task }工作方案

## The year

year-open = 全年统筹
year-part-tasks = 任务和日程
year-part-cover = 覆盖和频次
year-part-ready = 抽取准备
year-part-joint = 联合抽查
year-tasks-title = 计划和完成情况
year-tasks-note = 未发布的，应查数按库内家数和比例计算
year-tasks-empty = 本年还没有计划，由执法监督股在“计划抽取”新建。
year-calendar-title = 全年日程
year-calendar-note = 本局规则的期限、阶段和各任务的检查时段
year-calendar-empty = 本局规则没有全年期限，也还没有计划。
year-figures-title = 年度指标
year-figures-note = 按不同企业计算，一家查几次都算一家
year-cover-title = 各类对象覆盖
year-cover-note = 达到目标的为绿色
year-cover-empty = 本局规则没有对象类别。请在本局规则里补充。
year-visits-title = 同一企业多次检查
year-visits-note = 各计划、线索核查和上级计划合在一起
year-visits-empty = 本年没有一家企业安排两次以上检查。
year-sections-title = 各股室
year-sections-note = 发起、参加的任务
year-sections-empty = 本局规则没有股室。请在本局规则里补充。
year-never-title = 本年还没有抽到的事项
year-never-note = 清单内有效的事项
year-item-unfit = 不列入随机抽查：{ $reason }
year-never-empty = 清单内的事项本年都抽到过。
year-ready-title = 首次抽取前的准备
year-ready-note = 一单两库完善之后再抽取
year-ready-empty = 没有需要准备的内容。
year-joinable-title = 可以联合的检查
year-joinable-note = 能联尽联、应联必联
year-joinable-none = 没有发现。载入联合抽查事项清单并对应本局事项之后，清单内还没有联合计划的事项列在这里。
year-joinable = “{ $item }”列入《{ $list }》，可与{ $partners }联合，本年还没有计划。
year-joinable-planned = “{ $item }”列入《{ $list }》，可与{ $partners }联合，目前只在本局单独的计划里。
year-figure-cover = 年度抽查占比
year-figure-cover-line = { $reached }（目标 { $target } 以上）
year-figure-cover-under = 已查 { $done } 家，库内 { $register } 家；已安排 { $assigned } 家
year-figure-internal = 内部联合抽查
year-figure-internal-met = { $count } 次，已达到每年至少 1 次
year-figure-internal-open = 还没有，每年至少 1 次。请新建计划并填写联合股室。
year-figure-internal-free = { $count } 次
year-figure-joint = 部门联合抽查
year-figure-times = { $count } 次
year-figure-never = 未抽到的事项
year-figure-items = { $count } 项
year-figure-sections = 未涉及的股室
year-figure-sections-all = 各股室都有任务
year-column-task = 任务
year-column-due = 应查
year-column-released = 已发布
year-column-done = 已查
year-column-rate = 完成率
year-column-day = 日期
year-column-what = 内容
year-column-source = 依据
year-column-assigned = 已安排
year-column-reached = 占比
year-column-target = 目标
year-column-section = 股室
year-column-tasks = 任务
year-column-items = 事项
year-column-item = 抽查事项
year-column-visits = 次数
year-column-which = 各次检查
year-column-ready = 准备内容
year-column-found = 现状
year-late = 逾期未完
year-done = 已完成
year-released = 检查中
year-waiting = 待抽取
year-days = { $first }至{ $last }
year-section-open = 还没有任务
plans-count-tasks = { $count } 项
year-task = 检查时段：{ $title }
year-task-source = 计划编号 { $number }
year-task-joint = 联合检查时段：{ $title }（{ $partners }）
year-visit-done = { $on } { $task }（{ $way }，已查）
year-visit-open = { $task }（{ $way }，待查）
year-visit-upper = { $issuer }《{ $title }》

## Ready for the first draw

ready-items = { $list }
ready-forms = 检查表
ready-subjects = 检查对象名录库
ready-credit = 信用评定
ready-officers = 执法人员名录库
ready-yes = 已备齐
ready-no = 未备齐
ready-items-good = 各类对象都有已公布的事项，共 { $count } 项
ready-items-bare = { $categories }还没有已公布的事项。请在“一单两库”公布。
ready-forms-good = 各事项都有检查表
ready-forms-bare = { $items }没有检查表。请在抽查事项里选定。
ready-subjects-line = 共 { $total } 家{ $loose ->
    [0] ，都已归类
   *[other] ，还有 { $loose } 家没有归类。请在“一单两库”归类。
 }
ready-credit-line = { $count ->
    [0] 各家都已评定信用等级
   *[other] 还有 { $count } 家没有评定信用等级。请在“一单两库”登记。
 }
ready-officers-line = 可参加检查 { $able } 名{ $unmarked ->
    [0] {""}
   *[other] ，其中 { $unmarked } 名没有标注专业领域。请在“一单两库”标注。
 }
ready-officers-skill = 没有“{ $fields }”专业领域的执法人员。请补录人员或标注专业领域。

## Lists of joint items

joint-section = 联合抽查事项清单
joint-section-note = 省级公布的清单，xlsx、xls、csv 都可以
joint-title-hint = 清单名称；不填的用文件名
joint-edition-hint = 版次，例如：第一版
joint-load = 载入清单…
joint-file-kinds = 表格 (*.xlsx *.xls *.csv)
joint-own = 对应本局事项
joint-own-none = 不对应
joint-tie = 保存对应
joint-none = 还没有载入联合抽查事项清单。
joint-known = 《{ $title }》{ $edition }，共 { $count } 项，已对应本局事项 { $linked } 项。
joint-loaded = 已载入 { $count } 项；名称相同的已对应本局事项。
joint-tied = 已保存对应。
joint-choose-first = 请先在清单里选中一行。
joint-head-field = 领域
joint-head-partners = 发起、配合部门
joint-column-field = 抽查领域、检查领域、领域
joint-column-title = 抽查事项、检查事项、事项名称
joint-column-subjects = 检查对象、抽查对象
joint-column-ratio = 抽查比例、比例
joint-column-initiator = 发起部门、牵头部门
joint-column-partners = 配合部门、联合部门、参与部门
joint-column-level = 实施层级、层级

## Planning, overlaps, upper plans

plan-where = 抽取方式
plan-conditions = 定向条件
plan-conditions-note = 不选就是不限。名单只取符合条件的对象，比例按符合条件的户数计算；人员不符合条件的不参加分组。条件随名单一并封存、打印。
plan-condition-of-subject = 检查对象
plan-condition-of-officer = 执法人员
plan-regional = 按辖区分层抽取（每个辖区都有机会，合并取整）
plan-type-directed = 定向（按类别）
plan-type-undirected = 不定向（全部类别）
plan-state-withdrawn = 已撤销
plan-state-merged = 已并入其他计划
standing-joinable = 《{ $title }》时段相交，都检查{ $categories }{ $count ->
    [0] {""}
   *[other] （相同事项 { $count } 项）
 }，都还没有抽取。合并为一次检查，可减少进企业次数。
standing-joint-first = 联合检查计划《{ $title }》时段相交，也检查{ $categories }，还没有抽取。建议先抽取联合检查计划，本计划再采用其结果。
standing-own-first = 《{ $title }》时段相交，也检查{ $categories }，还没有抽取。建议先抽取本联合检查计划，再由它采用结果。
standing-together = 《{ $title }》已抽取的{ $count }家也在本计划范围内，检查事项不同。抽中的，建议同一次进企业合并检查。
standing-do-merge = 合并为一份
standing-merged-now = 已与《{ $title }》合并为一份。内容有变，请重新批准。
standing-settled-merged = 本计划已并入《{ $title }》。
standing-settled-merged-in = 《{ $title }》已并入本计划。
standing-cited = { $count } 家：{ $reference }
upper-closed = 任务完成
upper-close = 登记完成
upper-closed-now = 《{ $title }》的任务已登记完成，补充计划可以抽取。

## What a plan is made from

inputs-class = { $title } { $count } 家
inputs-mix = 信用：{ $classes }
inputs-skilled = 有相应专业的执法人员 { $count } 名
inputs-unassessed = 未评定
inputs-partners = 选部门
upper-level = 计划来源
upper-level-upper = 上级部门
upper-level-peer = 其他部门
standing-visits = 各企业本年的检查…

# A plan amended or withdrawn.
plan-amend-title = 修改计划
plan-amend-reason = 修改理由
plan-amend-reason-hint = 例如：检查时段写错
plan-amend-kind = 计划种类关系到编号，不能修改。种类错了的，请撤销后另立。
plan-amend-save = 保存修改
plan-amended-now = 计划已修改。批准过的，请重新批准。
amending-title = 修改与撤销
amending-open = 修改计划…
amending-open-note = 批准过的，修改后须重新批准
amending-withdraw = 撤销计划
amending-withdraw-reason = 撤销理由
amending-withdraw-note = 撤销后不再列入计划表和统计；编号不再使用。
amending-withdrawn = 本计划已于{ $on }撤销。理由：{ $reason }。编号{ $number }不再使用。
amending-withdrawn-now = 计划已撤销。编号不再使用。
amending-line = 第{ $number }次修改 · { $on } · { $by } · { $reason }
amending-change = { $what }：{ $before } → { $after }
plan-by-class = 按信用等级定比例
plan-by-class-note = 某一等级不抽的写 0；留空的按上面的比例或本局规则。
plan-ratio-of-class = { $category }{ $rank }比例
plan-category-line-class = 按信用等级 · 库内 { $register } 家 · 应抽 { $due } 家
plan-items-chosen = 抽查事项（已选 { $chosen } / { $total }）
plan-field-initiator = 发起股室
plan-field-period = 抽查时间
plan-field-period-own = 例如：5月-6月
plan-field-period-joint = 例如：2023年5月至7月
year-withdrawn = 已撤销的计划
year-withdrawn-note = 不列入计划表和统计；编号不再使用
year-withdrawn-on = 撤销日期
plan-content-differs = 与所勾选的事项不同：计划表照此印制，检查仍按勾选的事项。

# The list of an upper plan or of another department's, read and tied.
upper-sheet = 从表格读入…
upper-tie = 对照名称
upper-tie-title = 对照名称：{ $title }
upper-tie-lead = 名录库里没有的、同名不止一家的名称，由人工对照，程序不代为选择。
upper-tie-name = 清单上的名称
upper-tie-why = 未对上的原因
upper-tie-namesakes = 名录库有 { $count } 家同名
upper-tie-unknown = 名录库没有这个名称
upper-tie-seek = 查找
upper-tie-none = 不是本局对象
upper-tie-register = 名录库
upper-tie-for = “{ $name }”是下面哪一家？可换简称、代码再查。
upper-tie-this = 就是这家
upper-tied = “{ $name }”已对照。
upper-tied-none = “{ $name }”已记为不是本局对象。
