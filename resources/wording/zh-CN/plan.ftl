# Sentences of plans.
error-plan-missing = 计划：本机没有这份计划。请联网同步后再打开。
refused-role-plans = 计划：只有执法监督股可以制定和抽取。请把意见交执法监督股。
refused-plan-incomplete = 计划：还没有写计划名称，或没有选类别。请填写后再保存。
refused-plan-window = 计划：检查时段“{ $first }至{ $last }”先后颠倒。请改正结束日期。
refused-plan-approved = 计划：这份计划已经批准，不用再批。需要变更的，请另立补充计划。
refused-plan-approver = 计划：没有写批准人。请填写批准人姓名。
refused-plan-not-approved = 计划：这份计划还没有批准，不能抽取。请先送审批，或登记手签审批。
refused-plan-kind = 计划：本局规则没有这一种计划。请从列表中另选一种。
refused-plan-number = 计划：编号“{ $number }”已有一份计划使用。请另写编号，或留空按规则编号。
refused-plan-partners = 联合检查计划：没有写联合部门。请写明与哪些部门联合。
refused-plan-joint = 联合检查计划：还没有填写{ $fields }。请补齐后再保存。
refused-plan-superseded = 计划：本计划与上级计划重复，已按上级计划组织实施。需要另行检查的，请另立补充计划。
refused-plan-filed = 计划：这份计划已登记备案，或已经公布。已登记的照样有效。
refused-plan-filed-with = 计划：没有写备案机关。请填写备案机关名称。
refused-plan-day = 计划：日期没有填写，或晚于今天。请改为实际日期。
refused-plan-publish-early = 计划：还没有批准，不能公布。请先登记批准。
refused-plan-published = 计划：这份计划已经登记公布。已登记的照样有效。
refused-plan-published-where = 计划：没有写公布处所。请填写，例如县政府门户网站。
refused-upper-incomplete = 上级计划：没有写计划名称、下达机关，或没有选类别和对象。请填写后再保存。
refused-overlap-reason = 重复检查：两份计划都要检查的，须写明理由。请填写后再保存。

# A plan amended or withdrawn before its list is frozen.
refused-plan-withdrawn = 计划：本计划已撤销，不再办理，编号也不再使用。需要检查的，请另立计划。
refused-plan-amend-reason = 修改计划：没有写修改理由。请填写后再保存。
refused-plan-amend-drawn = 修改计划：本计划的名单封存过，内容不能再改。请另立补充计划；还没有抽取的，作废后撤销本计划再另立。
refused-plan-unchanged = 修改计划：内容与原计划相同。请改动后再保存，或返回。
refused-plan-withdraw-reason = 撤销计划：没有写撤销理由。请填写后再撤销。
refused-plan-withdraw-drawn = 撤销计划：名单已经封存。请先作废这次抽取，再撤销计划。
refused-plan-items = 抽查事项：{ $items }不是所选类别已公布的事项。请在列表中重新勾选。
refused-plan-items-none = 抽查事项：{ $categories }没有勾选事项。请至少勾选一项，或取消这个类别。
plan-part-title = 计划名称
plan-part-number = 计划编号
plan-part-task_title = 任务名称
plan-part-task_number = 任务编号
plan-part-basis = 依据
plan-part-scope = 抽查对象范围
plan-part-content = 印制的抽查事项
plan-part-ratio_text = 印制的抽查比例
plan-part-initiator = 发起单位
plan-part-partners = 联合单位
plan-part-period_text = 印制的抽查时间
plan-part-remark = 备注
plan-part-window = 检查时段
plan-part-window-is = { $first }至{ $last }
plan-part-type = 抽查类型
plan-part-strata = 类别和比例
plan-part-stratum = { $title }{ $ratio }
plan-part-items = 抽查事项
plan-part-conditions = 定向条件
plan-part-groups = 组数
plan-part-place = 抽取方式
plan-part-joint = 联合检查约定
plan-part-setting = { $title }：{ $text }

# Numbers, names and tables by rule (002 附件2, 附件3).
plan-government = 人民政府
plan-name-alone = { $year }年{ $bureau }随机抽查{ $number }
plan-name-internal = { $year }年{ $bureau }内部门联合抽查{ $number }
plan-name-joint = { $year }年{ $region }部门联合抽查{ $number }
plan-item-numbered = { $number }、{ $title }。
plan-period = { $first }月-{ $last }月
plan-period-one = { $first }月
plan-period-joint = { $year }年{ $first }月至{ $last }月
plan-period-joint-one = { $year }年{ $first }月

# Strata and ratios by the profile.
plan-stratum-class = { $category }（{ $rank }）
refused-plan-ratio-nobody = 抽查比例：“{ $name }”不是本计划的类别或信用等级。请核对后重填。
refused-plan-ratio-law = 抽查比例：{ $category }的法定比例为{ $least }%。法律法规有规定的从其规定，请填不低于它的比例。
plan-ratio-by-law = （{ $category }法定{ $ratio }，{ $basis }）
refused-plan-ratio-missing = 抽查比例：{ $category }没有比例。请在计划中填写，或补齐事项清单的抽查比例。
refused-plan-ratio = 抽查比例：{ $category }应在{ $least }%至{ $most }%之间。请改正，不抽的写0。
refused-plan-mixed = 抽查比例：重点检查事项和一般检查事项的最低比例分别计算。请分成两份计划。
plan-table-title-internal = { $year }年内部联合“双随机、一公开”抽查工作计划表
plan-table-title-joint = 县有关部门{ $year }年拟发起的部门联合抽查工作计划
plan-table-unit = 单位（盖章）：
plan-table-made = 制表时间：
plan-table-number = 抽查计划编号
plan-table-title = 抽查计划名称
plan-table-task-number = 抽查任务编号
plan-table-task-title = 抽查任务名称
plan-table-type = 抽查类型
plan-table-directed = 定向
plan-table-undirected = 不定向
plan-table-ratio = 抽查比例
plan-table-items = 抽查事项
plan-table-scope = 抽查对象范围
plan-table-initiator = 发起科（股）室
plan-table-partners = 联合科（股）室
plan-table-initiator-joint = 发起部门
plan-table-partners-joint = 联合部门
plan-table-period = 抽查时间
plan-table-remark = 备注
plan-table-note-name = 备注：1. 抽查计划名称为：年度+行政区划+部门+随机抽查+序号，抽查任务名称以实施方案名称为准。
plan-table-note-period = 2. 抽查时间必须填到月份。

# Before a plan may be drawn.
refused-upper-tied = 上级计划：“{ $name }”已经对照过。请刷新列表后再看。
refused-plan-upper-open = 补充计划：上级计划《{ $title }》的任务还没有登记完成{ $count ->
    [1] {""}
   *[other] （共 { $count } 份）
 }，补充计划须在上级任务完成之后抽取。请在“登记上级计划”下方的列表里登记完成。
refused-plan-overlap = 重复检查：与《{ $title }》有{ $count }家对象重复，还没有处理，不能封存。请在“名单规则”页的“重复检查”中采用结果、按上级计划执行，或写明理由各自检查。
refused-plan-work = 工作方案：本次抽查还没有工作方案，或与现在的计划不符；本局规则要求抽取前制定。请在“名单规则”页打开工作方案，核对后保存。
refused-plan-form = 检查表：{ $items }还没有检查表单，抽取之前须先添加。请在“一单两库”的抽查事项里为{ $count ->
    [1] 它
   *[other] 它们
 }选定检查表。
refused-plan-merged = 计划：本计划已并入其他计划，不再单独批准和抽取。请打开并入后的计划办理。
refused-plan-place = 计划：本局规则没有这一种抽取方式可选。请从列表中另选。
refused-plan-undirected-conditions = 抽查类型：不定向抽查不能设条件。请清空条件，或改为定向抽查。
refused-plan-condition = 定向条件：有一项条件不能识别。请重新选择条件。
plan-condition = { $column }：{ $values }
plan-condition-jurisdiction = 辖区
plan-condition-kind = 主体类型
plan-condition-tag = 标签
plan-condition-credit = 信用等级
plan-condition-library = 专项库
plan-condition-unassessed = 未评定
plan-condition-none = 无条件
plan-condition-unit = 股室
plan-condition-field = 专业领域
plan-condition-area = 执法区域
plan-stratum-region = { $title }·{ $region }
plan-region-rest = 其他辖区
refused-plan-undirected = 抽查类型：不定向抽查须包括全部类别。请选全类别，或改为定向抽查。
refused-plan-period = 抽查时间：没有写到月份。请写明月份，例如“5月-6月”。
refused-merge-kinds = 合并计划：联合检查计划不与其他计划合并，已并入、已撤销、已按上级计划执行的也不合并。请核对后另选。
refused-merge-drawn = 合并计划：有一份已经抽取，名单不能再变。请改用“采用对方结果”。
refused-overlap-settled = 重复检查：这一处已经处理，或已不再重复。请刷新后核对。
overlap-cited-upper = { $issuer }《{ $title }》{ $number }
overlap-cited-waiting = 《{ $title }》{ $number }，检查后以其结果为准
overlap-cited-done = 《{ $title }》{ $number }，{ $on }已检查

# Work plans.
refused-work-incomplete = 工作方案：检查流程、检查内容或责任人没有填写。请补齐后再保存。
refused-work-window = 工作方案：检查时段须在计划的{ $first }至{ $last }之内。请改正日期。
refused-work-rules = 工作方案：{ $items }没有写实施细则或抽查频次。请逐项填写后再保存。
work-staff = 每组{ $size }名以上执法人员，持有效执法证件
work-staff-skilled = ；须有相应专业领域的人员（{ $names }）
work-experts = 可聘请专家随同检查，专家意见书面记录，不代替执法人员判定
work-experts-known = ；专家库：{ $names }
work-step-draw-local = 在本机封存名单，公布封存码后抽取检查对象和执法人员
work-step-draw-platform = 在{ $platform }抽取检查对象，匹配执法人员
work-step-draw-by-hand = 现场摇号、抽签，抽取检查对象和执法人员
work-step-by = { $step }（{ $limits }）
work-limit-working-days = { $title }：{ $count }个工作日内
work-limit-calendar-days = { $title }：{ $count }日内
work-limit-months = { $title }：{ $count }个月内
work-limit-hours = { $title }：{ $count }小时前
work-rules = { $methods }；依据{ $basis }

# Lists of items for joint checks.
refused-joint-list-empty = 联合抽查事项清单：“{ $file }”里没有读到事项，或没有写清单名称。请核对表头是否有“抽查领域”“抽查事项”，再重新选择文件。
refused-joint-item = 联合抽查事项清单：本局没有这一事项。请先在抽查事项清单里公布。

# The work plan on paper.
work-title = { $task }工作方案
work-opening = 根据{ $basis }和《{ $title }》（{ $number }），制定本方案。
work-opening-bare = 根据《{ $title }》（{ $number }），制定本方案。
work-line = { $label }：{ $text }
work-period = { $first }至{ $last }
work-number-1 = 一、
work-number-2 = 二、
work-number-3 = 三、
work-number-4 = 四、
work-number-5 = 五、
work-number-6 = 六、
work-number-7 = 七、
work-number-8 = 八、
work-part-task = 抽查任务
work-part-joint = 联合检查安排
work-part-period = 检查时段
work-part-content = 检查内容
work-part-process = 检查流程
work-part-priorities = 检查重点
work-part-people = 人员安排
work-part-rules = 各事项实施细则
work-principal = 责任人
work-participants = 参加股室、部门
work-staff-label = 人员要求
work-experts-label = 专家
work-column-number = 序号
work-column-item = 抽查事项
work-column-rules = 实施细则
work-column-frequency = 抽查频次
work-column-period = 抽查时间
