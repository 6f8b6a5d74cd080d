# The page of plans and draws, and the papers of a draw.

## Papers

draw-moment = { $date } { $time }
draw-possible = { $count } 种
draw-possible-power = 约 10{ $power } 种
draw-paper-sealed-title = 双随机抽取封存公告
draw-paper-sealed = { $plan }（计划{ $number }）第{ $draw }次抽取的名单和规则已于{ $time }封存：库内{ $register }家，其中不参加抽取{ $excluded }家，参加检查的执法人员{ $officers }名，分为{ $groups }组。
draw-paper-event = 随机号码的产生方式：{ $event }。产生时间：{ $time }。可能的号码有{ $outcomes }种以上。
draw-paper-sealed-note = 封存码由名单、规则和人员唯一算出，改动任何一处，封存码都会不同。请见证人当场抄录或拍照留存，抽取后凭抽取记录验算。
draw-paper-plan = 计划
draw-paper-task = 任务
draw-paper-type = 抽查类型
draw-paper-condition-subject = 对象条件
draw-paper-condition-officer = 人员条件
draw-paper-number = 抽取次数
draw-paper-frozen = 封存时间
draw-paper-source = 号码来源
draw-paper-at = 产生时间
draw-paper-typed = 录入人
draw-paper-witness = 见证人
draw-paper-host = 主持人
draw-paper-operator = 操作人
draw-paper-overseer = 监督人
draw-paper-commitment = 封存码：
draw-paper-possible = 可能的抽取结果：{ $possible }。
draw-paper-classes = 按类抽取
draw-paper-drawn = 抽中的对象
draw-paper-groups = 分组
draw-paper-class = 类别
draw-paper-register = 库内
draw-paper-out = 不参加
draw-paper-ratio = 比例
draw-paper-due = 应抽
draw-paper-taken = 实抽
draw-paper-order = 序
draw-paper-group = 组
draw-paper-officers = 执法人员
draw-paper-load = 检查家数
draw-paper-reserve = 备
draw-paper-rule = 理由
draw-paper-changes = 抽取后的变更（{ $count }项）
draw-paper-changes-computed = 接替的人员或对象按本次抽取的备用顺序依次递补，由抽取结果算出，不由任何人指定；公布的抽取文件含同样的变更，可一并验算。
draw-paper-changes-recorded = 接替的人员由抽取所在平台确定，本程序只作登记。
draw-paper-change = 变更
draw-paper-change-officer = { $leaves }退出，{ $comes }接替
draw-paper-change-object = { $leaves }不再检查，{ $comes }递补
draw-paper-change-nobody = （备用已用完）无人
draw-paper-change-of = 涉及检查对象
draw-paper-change-why = 事由
draw-paper-change-ground = { $ground }（{ $asked }提出：{ $text }）
draw-paper-change-by = 批准人、时间
draw-paper-void-title = 作废
draw-paper-void = 本次抽取已作废。原因：{ $reason }。批准人：{ $approver }。
draw-rule-state = 关停、迁出或注销
draw-rule-cap = 规定期间内检查次数达到上限
draw-rule-upper = 上级已列入检查
draw-rule-joint-task = 已列入联合检查，结果互认
draw-rule-left = 已离岗
draw-rule-leave = 请假
draw-rule-condition = 不符合定向条件
draw-rule-area = 执法区域或执法类别与名单内的对象都不符
draw-rule-certificate = 执法证已过有效期

## The list of plans

plans-new = 新建计划
plans-column-plan = 计划
plans-column-window = 检查时段
plans-column-state = 进展
plans-column-drawn = 抽中
plans-line = { $kind } { $number } · 任务 { $task }
plans-window = { $first_month }月{ $first_day }日至{ $last_month }月{ $last_day }日
plan-kind-main = 年度计划
plan-kind-supplementary = 补充计划
plan-kind-joint = 联合检查计划
plan-open = 打开
plan-state-drawn-up = 待批准
plan-state-approved = 待封存
plan-state-frozen = 已封存
plan-state-held = 已抽取，待发布
plan-state-released = 已发布
plan-state-void = 已作废，待重新封存
plan-state-record = 待登记抽取
plan-state-filed = 已备案，待批准
plan-state-superseded = 按上级计划执行
plans-count = { $count } 家
plans-empty-title = 还没有计划
plans-empty = 检查对象归类之后，新建补充计划，批准后封存名单、抽取、发布任务。
plans-empty-reader = 计划由执法监督股制定。联网同步后显示在这里。
plans-total = { $plans } 份计划，{ $draws } 次抽取

## A new plan

plan-new-title = 新建计划
plan-title = 计划名称
plan-title-hint = 例如：2026年防雷安全补充抽查
plan-task-title = 任务简称
plan-task-hint = 例如：防雷补充抽查，写在文书上
plan-basis = 依据
plan-basis-hint = 例如：局务会议纪要、上级通知
plan-from = 检查时段
plan-until = 至
plan-groups = 检查组数
plan-groups-unit = 组
plan-groups-note = 每组 { $size } 人；不填的，按可参加人员分成最多的组。
plan-categories = 抽查类别
plan-category-line = 比例 { $ratio } · 库内 { $register } 家 · 应抽 { $due } 家
plan-due-sum = 共应抽 { $due } 家
plan-unsettled = 检查对象还有 { $count } 家没有归类，封存之前须全部归类。
plan-save = 保存计划
plan-saved = 计划已保存。批准后可以封存名单。
plan-cancel = 取消

## Stage: list and rules

draws-back = 全部计划
draws-number = 本局第 { $number } 次抽取
draws-approval-title = 计划批准
draws-approval-waiting = 计划还没有批准。批准人在纸质计划上手签后，在这里登记。
draws-approved = { $name }批准，{ $month }月{ $day }日
draws-approver = 批准人
draws-approver-hint = 姓名
draws-approved-now = 计划已批准。请确定随机号码的产生方式和时间，封存名单。
draws-column-class = 类别
draws-column-register = 库内
draws-column-out = 不参加
draws-column-ratio = 比例
draws-column-due = 应抽
draws-column-taken = 实抽
draws-out-title = 不参加抽取 { $count } 家
draws-out-none = 库内各家都参加抽取。
draws-out-rule = 理由
draws-officers-title = 参加检查的执法人员
draws-officers-line = 可参加 { $officers } 名，分 { $groups } 组，每组 { $size } 人
draws-officers-out = 不参加：{ $names }
draws-officer-out = { $name }（{ $rule }）
draws-unsettled = 检查对象还有 { $count } 家没有归类，全部归类后才能封存。
draws-settle = 去归类
draws-next-local = 下一步：封存名单
draws-next-platform = 下一步：登记平台抽取
draws-next-by-hand = 下一步：登记现场抽取

## Stage: sealing

draws-seal-title = 封存名单
draws-seal-note = 封存后名单、规则和人员都不能再改。封存码当场公布并交见证人抄录，号码在封存之后产生。
draws-event = 号码产生方式
draws-event-name = 活动说明
draws-event-hint = 可不填，例如：县司法局会议室现场摇球
draws-event-day = 产生日期
draws-event-time = 产生时间
draws-event-time-hint = 例如 09:20
draws-time-unreadable = 时间写法看不懂。请写成 09:20。
draws-commitment-note = 请当众宣读封存码，交见证人抄录或拍照。
draws-sealed-at = 封存时间
draws-print-sealed = 打印封存公告
draws-anchor = 见证
draws-anchor-hint = 例如：县司法局 孙丽 抄录前16位
draws-anchor-save = 登记见证
draws-anchor-saved = 已登记见证。
draws-anchor-none = 号码产生前没有登记见证，抽取记录将注明“仅为自述”。
draws-sealed-now = 名单已封存。先打印封存清单，再公布封存码并登记见证，到时间后录入随机号码。

## Stage: digits

draws-numbers-title = 录入随机号码
draws-numbers-note = 两人分别录入同一号码。第二人录入时看不到第一人录入的内容；有一位不同就须重录。
draws-numbers-wait = 号码 { $time } 产生。到时间后由两人分别录入。
draws-first = 第一人
draws-second = 第二人
draws-digits = 号码
draws-digits-hint = { $count } 位数字
draws-typist-hint = 录入人姓名
draws-entered = 已录入 { $count } 位
draws-enter-done = 录完
draws-enter-again = 重录
draws-digits-short = 应为 { $count } 位，现有 { $found } 位。
draws-witnesses = 见证人
draws-witnesses-hint = 在场见证人，用顿号隔开
draws-held-now = 第 { $number } 次抽取完成，抽中 { $count } 家。

## Stage: result

draws-how = 怎么抽的
draws-by-class = 按类抽取
draws-typed = 录入
draws-witness = 见证人
draws-possible = 可能结果
draws-drawn-title = 抽中的对象
draws-order-note = 各类内按随机值从小到大
draws-column-order = 序
draws-column-ticket = 随机值
draws-column-chance = 抽中概率
draws-column-group = 组
draws-verify-note = 不参加的逐家列明理由。任何人可凭抽取记录
draws-verify-end = 。
draws-masked-name = { $category } { $number } 号
draws-unmask = 显示名称
draws-print = 打印抽取记录
draws-more = 更多
draws-export = 导出抽取记录文件…
draws-void = 作废本次抽取…
draws-quota-due = 应抽 { $due }
draws-quota = 应抽 { $due } · 实抽 { $taken }
draws-anchor-label = 佐证
draws-numbers-at = { $time } { $event }
draws-to-numbers = 下一步：录入号码
draws-to-subjects = 下一步：抽取对象
draws-to-groups = 下一步：分组匹配
draws-to-release = 下一步：发布任务

## Stage: groups

draws-groups-title = 分组和匹配
draws-groups-note = 按人员随机值分组，余下人员按顺序递补；对象按随机值依次派给家数最少的组。
draws-group = 第 { $number } 组
draws-group-line = { $count } 家
draws-reserve = 递补
draws-reserve-line = 按此顺序
draws-leader = 在前的为组长

## Stage: release

draws-release-title = 发布任务
draws-release-note = 发布后为每家建立检查案卷，登记检查审批，移交给该组组长。
draws-release-approver = 检查审批人
draws-release-approver-note = 审批表由批准人手签；这里一并登记 { $count } 家。
draws-release-go = 发布 { $count } 项任务
draws-released-now = 已发布 { $count } 家的检查任务{ $handed ->
    [0] {""}
   *[other] ，其中 { $handed } 家已移交组长，待接办
 }。
draws-releasing = 正在发布任务
draws-released-title = 已发布的任务
draws-column-officers = 检查人员
draws-column-desk = 经办
draws-desk-tray = 待{ $name }接办
draws-desk-held = { $name }经办

## Void, files

draws-void-title = 作废本次抽取
draws-void-note = 作废后本计划可以重新封存一次。已发布的任务，还没有到场的随之撤销，已到场的照常办理。作废的抽取记录、原因和批准人一并保存并公开。
draws-void-reason = 作废原因
draws-void-approver = 批准人
draws-void-go = 作废
draws-void-now = 第 { $number } 次抽取已作废。可以重新封存名单。
draws-void-line = 第 { $number } 次抽取已作废。原因：{ $reason }。批准人：{ $approver }。
draws-file-choose = 存到哪里
draws-file-saved = 已存为“{ $file }”。
draws-file-record = 抽取记录{ $number }.pdf
draws-file-notice = 封存公告{ $number }.pdf
draws-file-json = draw-{ $number }.json
draws-read-only = 只有执法监督股可以办理
refused-digits-missing = 随机号码：还有一人没有录完。请两人都录完后再抽取。
draws-sealed-under = { $time } 封存
draws-numbers-under = { $time } 产生
draws-publish = 公开名单和抽取记录
draws-published-now = 已登记公开：名单、随机号码和抽取记录随下次同步在公示网站发布。

## A draw held elsewhere

draw-record = 登记抽取
draws-place = 抽取方式
draws-place-local = 本机抽取
draws-place-platform = 平台抽取
draws-place-by-hand = 现场摇号、抽签
draws-place-unverified = 本机只作登记，没有验算
draws-platform-number = 省平台任务编号
draws-platform-number-hint = 照平台任务页面填写
draws-held-at = 抽取时间
draws-evidence = 截图、扫描件
draws-evidence-picture = 已存图片
draws-evidence-pdf = 已存 PDF
draws-record-title-platform = 登记平台抽取
draws-record-title-by-hand = 登记现场摇号、抽签
draws-record-told-platform = 本局规则：这类计划在{ $platform }抽取。请录入平台的任务编号、抽取结果并附截图；登记后照常发布任务。
draws-record-told-by-hand = 本局规则：这类计划现场摇号、抽签。请照当场签字的抽取记录录入并附扫描件；登记后照常发布任务。
draws-record-host = 主持人
draws-record-operator = 操作人
draws-record-overseer = 监督人
draws-record-witnesses = 见证人
draws-host-hint = 姓名
draws-operator-hint = 姓名
draws-overseer-hint = 姓名
draws-record-day = 抽取日期
draws-record-time = 抽取时间
draws-record-groups = 检查组
draws-record-groups-note = 一行一组，姓名用顿号隔开。对象清单里已写检查人员的，可不填。
draws-record-list = 抽中的对象
draws-record-list-note = 一行一家：代码或名称，后面写检查人员或组号。
draws-record-sheet = 从表格导入…
draws-record-search = 名称、代码或拼音首字母
draws-record-pick = 从名录库选取
draws-record-code = 代码
draws-record-add = 加入
draws-record-evidence-choose = 选择文件…
draws-record-evidence-files = 图片和 PDF (*.png *.jpg *.jpeg *.pdf)
draws-record-note = 备注
draws-record-note-hint = 可不填
draws-ending = { $people }的执法证在检查结束日（{ $last }）之前到期。到期之后的检查须换证或递补人员：在“更多”里的“回避与递补”办理；已换证的，在“一单两库”更新有效期。
draws-ending-one = { $name }（{ $day }）
draws-unproven-reason = 原因
draws-unproven-hint = 例如：当场停电，清单未能打印
draw-paper-unproven = 抽取时注明：{ $lacking }。原因：{ $reason }。
draws-differs = 与规则不一致
draws-differs-why = 原因：{ $reason }
draws-differs-told = 与本局计划和规则有{ $count }处不一致。请逐项核对；确是这样抽取的，写明原因，再按一次登记。
draws-differs-reason = 不一致的原因
draws-differs-hint = 例如：省局任务统一下达数量
draw-paper-differs = 与本局计划和规则不一致之处：{ $differences }。原因：{ $reason }。
draws-record-hand-go = 登记现场抽取
draws-recorded-title = 已登记的抽取
draws-recorded-now = 已登记抽取结果，抽中 { $count } 家。请核对后发布任务。
draws-recorded-count = 抽中 { $count } 家
draws-and-more = 等 { $count } 处
draws-void-recorded = 上次登记的抽取已作废。原因：{ $reason }。批准人：{ $approver }。
draw-paper-recorded-title = 抽取登记表
error-evidence-unread = 登记抽取：文件“{ $file }”打不开。请确认文件还在原处，再选一次。

## Tables of plans

plans-tables = 计划表
plans-table-internal-xlsx = 内部联合抽查计划表（表格）
plans-table-internal-pdf = 内部联合抽查计划表（打印）
plans-table-joint-xlsx = 部门联合抽查计划表（表格）
plans-table-joint-pdf = 部门联合抽查计划表（打印）
plans-file-internal = { $year }年内部联合抽查工作计划表
plans-file-joint = { $year }年部门联合抽查工作计划表

## A plan's kind and its line in the table

plan-kind = 计划种类
plan-place-local = 在本机抽取
plan-place-platform = 在{ $platform }抽取，结果在本机登记
plan-place-by-hand = 现场摇号、抽签，结果在本机登记
plan-by-rule = 按规则编号、命名
plan-by-rule-note = 　填入计划编号、名称和任务编号，可以再改
plan-ratio-hint = 另定 %
plan-ratio-of = { $category }比例
plan-ratio-unreadable = 比例写法看不懂。请写成 5 或 2.5，单位是百分之几。
plan-reach = 覆盖库内 { $share }（共 { $register } 家）；本期已列入检查 { $visited } 家，已达次数上限 { $capped } 家。
plan-table-part = 计划表填写
plan-table-part-note = 留空的按规则填写。
plan-field-number = 计划编号
plan-field-task-number = 任务编号
plan-field-partners = 联合股室
plan-field-partners-joint = 联合部门
plan-field-ratio = 抽查比例
plan-field-content = 抽查事项
plan-field-scope = 对象范围
plan-field-remark = 备注

## Filing, publishing, overlaps, upper plans

standing-title = 备案和公布
standing-filed = 备案
standing-published = 公布
standing-done = { $what }，{ $on }
standing-body-hint = 备案机关
standing-where-hint = 公布处所
standing-file = 登记备案
standing-publish = 登记公布
standing-filed-now = 已登记备案。
standing-published-now = 已登记公布。
standing-overlaps = 重复检查
standing-overlap = “{ $title }”在{ $first }至{ $last }也检查其中 { $count } 家
standing-overlap-whole = “{ $title }”在{ $first }至{ $last }覆盖本计划全部类别
standing-do-adopt-result = 采用对方结果
standing-do-upper-prevails = 按上级计划
standing-do-kept = 分别检查
standing-reason = 分别检查的理由
standing-reason-hint = 例如：检查事项不同
standing-settled-adopt-result = 与“{ $title }”重复的，采用对方检查结果，不再列入
standing-settled-upper-prevails = 与“{ $title }”重复的，按上级计划组织实施
standing-settled-kept = 与“{ $title }”分别检查：{ $reason }
standing-settled-now = 已处理重复检查。
upper-new = 登记上级计划
upper-note = 上级下达的抽查计划在这里登记。本局计划与它重复的，按上级计划组织实施，名单自动提示。
upper-title = 计划名称
upper-number = 文号、编号
upper-issuer = 下达机关
upper-first = 开始日期
upper-last = 结束日期
upper-list = 对象清单
upper-list-note = 一行一家，写代码或名称，也可从表格读入；没有清单、按类别全部检查的留空。
upper-file = 计划文件
upper-save = 保存上级计划
upper-saved = 已登记上级计划。与本局计划重复的，在各计划“名单规则”里处理。
upper-known = 已登记的上级计划
upper-by-category = 按类别
upper-unmatched = 另有 { $count } 家未对上
