# Windows beside the page of draws: recusal and substitution, supplements, exceptions, teams, the chain of numbers.

draws-window-close = 关闭
draws-column-code = 编号

## Recusal and substitution

draws-swap-menu = 回避与递补…
draws-swap-title = 回避与递补
draws-swap-lead = 递补人员按抽取时的顺序产生，不能指定。决定之前检查照常进行。
draws-swap-waiting = 待办理
draws-swap-asked = 提出人
draws-swap-told = 电话决定，补录
draws-swap-kind-asked = 申请待决定
draws-swap-kind-told = 待补入抽取记录
draws-swap-take = 办理
draws-swap-teams = 检查对象和检查组
draws-swap-no-team = 没有检查组
draws-swap-form = 登记替换
draws-swap-leaves = 退出人员
draws-swap-choose = 请选择
draws-swap-all = 该人员未检查的各家一并替换
draws-swap-whole = 检查对象 { $name }（由同类备选替换）
draws-swap-comes = 递补
draws-swap-comes-none = 选退出人员后，按抽取顺序算出
draws-swap-comes-subject = 由同类备选中的第一家替换
draws-swap-comes-platform = 平台给出的人员，在下面选
draws-swap-named = 平台递补
draws-swap-next = { $name }（按抽取顺序；备选{ $count }名）
draws-swap-next-few = { $name }（按抽取顺序；该组仍不足2人，须补充抽取）
draws-swap-used-up = 没有可递补的人员。登记后请补充抽取。
release-list = 发布任务清单
release-list-pdf = 任务清单（打印）
release-list-xlsx = 任务清单（表格）
release-assignment = 检查任务单
release-assignment-pdf = 检查任务单（每家一页）
release-file-list = 发布任务清单 第{ $number }号抽取
release-file-assignment = 检查任务单 第{ $number }号抽取
release-on = 发布日期
release-told = 本次共发布 { $objects } 家的检查任务，由 { $officers } 名执法检查人员承担。
release-officer = { $name }（执法证号 { $certificate }）　{ $count } 家
release-issued-by = 任务发布人
release-content = 检查内容
release-basis = 检查依据
release-principal = 负责人
release-team = 检查人员
release-column-name = 姓名
release-column-certificate = 执法证号
release-column-subject = 检查对象
release-column-code = 统一社会信用代码
release-column-address = 地址
release-column-items = 检查事项
release-column-with = 同组人员
release-column-window = 检查期限
draws-swap-ground = 理由
draws-swap-reason = 具体情况
draws-swap-reason-hint = 如实写明，例如：检查人员的弟弟是该站股东
draws-swap-approver = 决定人
draws-swap-now = 现在
draws-swap-level = 决定人须是本局规则所定的负责人。名录库中：{ $names }。
draws-swap-level-none = 决定人须是本局负责人；名录库中没有登记的，按实际填写。
draws-swap-go = 登记替换
draws-swap-deny = 不予回避
draws-swap-denied = 已登记不予回避，检查照常进行。
draws-swap-history = 办理记录
draws-swap-changed = 变动
draws-swap-line = { $leaves } → { $comes }
draws-swap-by = { $date } { $time }
draws-swap-by-telephone = { $date } { $time }，电话决定
draws-swap-done = 已登记第{ $number }次变动，检查案卷的检查组已更新。
draws-swap-done-elsewhere = 已登记第{ $number }次变动。有{ $count }份检查案卷在执法人员处，同步后由其确认更新。
draws-swap-done-empty = 递补名单已用完，请补充抽取。
draws-ground-party = 本人或近亲属是当事人
draws-ground-interest = 有利害关系
draws-ground-fairness = 其他可能影响公正
draws-ground-unable = 客观原因不能参加
draws-ground-closed = 已关停
draws-ground-moved = 已迁出
draws-ground-cancelled = 已注销
draws-asked-unit = 被检查单位
draws-asked-officer = 执法人员
draws-asked-bureau = 本局

## At the inspection

draws-ask-menu = 回避、递补、陪同…
draws-ask-lead = 申请提出后检查不停止，由本机关负责人决定。离线时凭电话决定登记，联网后与抽取记录核对。
draws-ask-pending = 抽取记录已有变动，请更新本案卷
draws-ask-differs = { $leaves } → { $comes }（与电话告知的不一致，以抽取记录为准）
draws-ask-adopt = 按抽取记录更新检查组
draws-ask-adopted = 已按抽取记录更新{ $count }处。已出具的通知书写有原检查人员的，请作废后重新出具。
draws-ask-title = 提出申请
draws-ask-goes-on = 决定之前检查照常进行
draws-ask-go = 登记申请
draws-ask-done = 已登记申请。决定之前检查照常进行。
draws-ask-phone = 登记电话决定
draws-ask-request = 申请
draws-ask-of = { $name }（{ $asker }提出）
draws-ask-decision = 决定
draws-ask-granted = 同意
draws-ask-denied = 不同意
draws-ask-told-by = 告知人、时间
draws-ask-comes-hint = 没有递补
draws-ask-comes-note = 只能是抽取时排定的备选人员，由执法监督股按顺序告知。
draws-ask-save = 登记决定
draws-ask-along-saved = 已保存{ $count }名陪同人员，不计入检查人员。
draws-ask-saved = 已登记电话决定。联网后请与抽取记录核对。
draws-ask-when = 时间
draws-ask-what = 事项
draws-ask-time = { $month }月{ $day }日 { $time }
draws-ask-state-asked = 待决定
draws-ask-state-granted = 已同意
draws-ask-state-denied = 不同意
draws-ask-recorded = 抽取记录第{ $number }次变动
draws-ask-told = 电话告知，待核对

## Supplement

draws-supplement-menu = 补充抽取…
draws-supplement-title = 补充抽取
draws-supplement-lead = 补充抽取另有编号和另一次公开活动，注明补充哪一次抽取；已抽中的不再抽取。
draws-lack-title = 缺少的
draws-lack-what = 类别或检查对象
draws-lack = 缺少
draws-lack-subjects = 检查对象
draws-lack-teams = 检查组
draws-lack-count = 缺{ $count }家
draws-lack-team = 检查组不足2人
draws-lack-none = 没有缺少的检查对象或检查组。
draws-supplement-kind = 补充
draws-supplement-note = 封存后公布封存码，号码在封存之后产生
draws-supplement-go = 封存补充名单
draws-supplement-made = 已有的补充抽取
plans-line-supplement = 补充抽取（补充{ $what }） · 本局第 { $number } 次抽取
draws-supplement-line = 第{ $number }次抽取的补充

## Exceptions

draws-except-menu = 不参加与例外…
draws-except-title = 不参加与例外
draws-except-lead = 不参加抽取的逐家列明理由；超过次数仍抽查的，写明情形并附佐证，随名单一并封存。
draws-except-out = 不参加
draws-except-exempt = 超次数抽查
draws-except-left = 不重复检查
draws-except-tab = { $title } { $count }
draws-except-count = { $rule } { $count } 家
draws-except-grounds = 依据
draws-except-export = 导出…
draws-except-file = 不参加抽取名单.csv
draws-except-subject-hint = 名称或统一社会信用代码
draws-except-ground = 情形
draws-except-text-hint = 如实写明，例如：2026年3月列入经营异常名录
draws-except-proof = 佐证
draws-except-go = 登记例外
draws-except-enter = 登记超次数抽查
draws-except-cases = 投诉举报、交办、移送线索不参加抽取
draws-except-flagged = 名录库中有风险标识、不受次数限制的：{ $names }。
draws-except-flag = { $name }（{ $ground }）
draws-except-saved = 已登记，封存时写入抽取记录。
draws-except-sealed = 名单已封存，这里不能再改。
draws-except-leave = 登记不重复检查
draws-except-source = 名单或任务
draws-except-source-hint = 例如：市局2026年抽查名单；县商务局联合任务
draws-except-list = 检查对象
draws-except-list-hint = 每行一家，名称或代码，可从表格粘贴
draws-except-leave-go = 登记不参加
draws-except-left-out = 已登记{ $count }家不参加抽取。
draws-except-drop = 撤销
draws-except-dropped = 已撤销，原登记留存。
draws-except-has-file = 附有文件

## Teams and joint tasks

draws-joint-menu = 检查小组、联合检查…
draws-joint-title = 检查小组、联合检查和陪同人员
draws-joint-lead = 封存前确定按人员还是按检查小组抽取。联合检查每个部门须有2名执法人员；陪同人员不计入。
draws-joint-departments = 联合部门：{ $departments }
draws-joint-guests = 其他部门的执法人员
draws-joint-no-account = 不需要账号
draws-joint-guests-hint = 每行一名：部门、姓名、执法证号、有效期，用逗号或制表符隔开，可从表格粘贴
draws-joint-guests-save = 保存人员
draws-joint-guests-saved = 已保存{ $count }名其他部门的执法人员。
draws-joint-teams-title = 抽取方式
draws-joint-persons = 按人员抽取
draws-joint-teams = 按检查小组抽取
draws-joint-by-person = 执法人员随机编组，随机匹配检查对象。
draws-joint-by-team = 检查小组事先编定，随机匹配检查对象；组内一人回避的，整组递补。
draws-joint-teams-hint = 每行一组，例如：第1检查小组：李建国、周敏
draws-joint-propose = 按名录顺序编组
draws-joint-teams-save = 保存抽取方式
draws-joint-teams-saved = { $count ->
    [0] 已保存：按人员抽取。
   *[other] 已保存{ $count }个检查小组。
}
draws-joint-helpers = 专家、协助人员
draws-joint-never-counted = 陪同检查，不计入检查人员
draws-joint-helpers-hint = 每行一名：姓名、专家或协助、单位、专业，用逗号或制表符隔开
draws-joint-experts = 填入专家库
draws-joint-helpers-save = 保存名单
draws-joint-helpers-saved = 已保存{ $count }名陪同人员；抽取后按随机号码分到各组。
draws-joint-expert = 专家
draws-joint-assistant = 协助

## The chain

draws-chain = 抽取编号连续性
draws-chain-lead = 本局各次抽取逐次编号，每次写有上一次的封存码；缺号、重号和改动都会显示。
draws-chain-number = 编号
draws-chain-link = 核对
draws-chain-none = 还没有在本机抽取过。
draws-chain-sound = { $count } 次抽取编号连续，前后相接。
draws-chain-broken = 抽取编号：{ $numbers }号有缺漏或不相接。请联网同步后再查；仍不相接的，与局服务器比对。
draws-chain-what = 不相接之处列在下面。
draws-chain-fits = 与上一次相接
draws-chain-missing = 缺这一号
draws-chain-supplement = 补充第{ $number }次抽取
draws-chain-replacement = 代替已作废的第{ $number }次抽取
draws-chain-state-missing = 缺号
draws-chain-state-frozen = 已封存
draws-chain-state-held = 已抽取
draws-chain-state-released = 已发布任务
draws-chain-state-void = 已作废
draws-chain-recorded = 在别处抽取、登记在本机的（不编号，不验算）
draws-chain-recorded-line = { $title }：{ $place }，任务编号 { $number }
chain-missing = 缺号
chain-twice = 编号重复
chain-commitment = 名单与封存码不符
chain-previous = 与上一次的封存码不符
chain-of = 所补充、代替的抽取不在前面
chain-transcript = 抽取记录未通过验算

## Burden

draws-burden = 人员负担
draws-burden-lead = 本年度各人参加的检查，按姓名排列，不作排名；抽取时各组家数力求相等（分配规则见抽取记录）。
draws-burden-assigned = 参加检查
draws-burden-drawn = 其中抽取
draws-burden-open = 未检查
