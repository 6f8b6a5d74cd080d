# A draw after its event, and what is prepared before its list is frozen: recusal, substitution, supplements, exceptions.

## Rules and their proof

draw-rule-drawn = 本任务已抽中
draw-rule-twice = 其他股室已抽查满次数
draw-rule-no-team = 没有编入检查小组
draw-rule-stood-back = 已回避或退出
draw-rule-team-member = 组内有人不能参加
draw-ground-calendar-year = 本年度已检查{ $count }次（{ $days }），上限{ $cap }次
draw-ground-rolling-year = 最近365天已检查{ $count }次（{ $days }），上限{ $cap }次
draw-own-department = 本局
draws-team-title = 第{ $number }检查小组

## Recusal and substitution

refused-swap-not-member = 回避、替换：这名人员不在本次检查的检查组内。请从检查组成员中选。
refused-swap-asked = 回避、替换：{ $name }的回避申请还没有决定，检查照常进行。请等决定，或登记电话决定。
refused-swap-future = 回避、替换：时间晚于现在，或早于申请、抽取的时间。请填写实际时间。
refused-swap-done = 回避、替换：{ $subject }的检查已经结束，不再替换人员。确有应回避而未回避的，请报主要负责人处理。
refused-swap-ground = 回避、替换：没有选理由。请从所列情形中选一种。
refused-swap-asker = 回避、替换：没有写明由谁提出。请选被检查单位、执法人员或本局，并填写姓名。
refused-swap-reason = 回避、替换：没有写明原因。请如实写明具体情况；原因随抽取记录保存。
refused-swap-chosen = 回避、替换：递补人员按抽取顺序产生，不能指定。请去掉指定的人员后再登记。
refused-swap-approver = 回避、替换：没有写明决定人或决定的理由。请补填；决定由本机关负责人作出。
refused-swap-level = 回避、替换：{ $name }在名录库中不是{ $level }，不能作此决定。请由{ $level }决定后登记。
refused-swap-own = 回避、替换：{ $name }是要回避或替换的人，不能由本人决定。请由其他负责人决定。
refused-swap-telephone = 登记电话决定：没有写明决定人或电话告知人。请两项都填写，回局后核对抽取记录。
refused-swap-not-reserve = 登记电话决定：这名人员不在本次抽取的递补名单内，或已在检查组。请按执法监督股告知的递补人员填写。
refused-swap-early = 回避、替换：抽取还没有完成，或已经作废。请在抽取完成后登记；封存前的回避请登记在人员名录。
refused-swap-related = 回避、替换：{ $name }申报过与{ $subject }的回避关系，不能递补。请由平台另给出人员。
refused-swap-in-team = 回避、替换：平台给出的人员已在该检查组内。请核对平台页面。
refused-recusal-decided = 回避、替换：这项申请已经决定。请在办理记录中查看决定。
refused-replace-subject = 替换检查对象：本局规则没有这种替换，或没有选关停、迁出、注销。请如实登记“未能检查”。
error-recusal-missing = 回避、替换：本机没有这项申请。请联网同步后再打开。
error-officer-missing = 回避、替换：执法人员名录库里没有这名人员。请联网同步名录库后再试。

## Companions

refused-companion-incomplete = 陪同人员：没有写姓名，或没有选专家、协助人员。请补填。
refused-companion-officer = 陪同人员：{ $name }是检查组的执法人员，不能同时作为陪同人员。请去掉其中一处。

notice-companions = 陪同人员

## Supplement

refused-supplement-open = 补充抽取：第{ $number }次补充抽取还没有发布任务。请先完成或作废后再补充。
refused-supplement-nothing = 补充抽取：没有缺少的检查对象或检查组，不需要补充抽取。
refused-supplement-nobody = 补充抽取：名录库中没有可以补充的检查对象。请在抽取记录中注明，按实抽家数执行。

## Before the freezing

refused-draw-complaint = 超次数抽查：投诉举报、交办、移送线索不参加抽取（{ $subject }）。请在“线索核查”登记，按个案检查办理。
refused-prepared-category = 抽取名单：有{ $count }家不属于本计划的抽查类别（{ $names }）。请核对名录库的分类和本计划的类别。
refused-left-out-source = 不重复检查：没有写明依据的名单或任务，或没有选检查对象。请补填，例如“市局2026年抽查名单”。
refused-left-out-evidence = 不重复检查：文件不是图片或 PDF。请选择 PNG、JPEG 或 PDF 文件。
refused-team-few = 检查小组：{ $team }只有{ $count }人，不够每组{ $size }人。请补足人员，或撤销这个小组。
refused-team-twice = 检查小组：{ $name }编入了两个小组。请只保留一处。
refused-team-unknown = 检查小组：名录库和联合检查人员名单里都没有{ $name }。请核对姓名，或先补入名单。
refused-team-officer = 检查小组：{ $name }不能参加检查（{ $rule }）。请换一名人员。
refused-joint-few = 联合检查分组：{ $team }里{ $department }不足2人。联合检查每个部门须有2名执法人员，请补足后保存。
refused-joint-teams = 联合检查分组：还没有{ $departments }的执法人员，或没有编组。请登记参加联合检查的人员并编组后再封存。
refused-guest-incomplete = 联合检查人员：第{ $row }行缺部门、姓名、执法证号或有效期。请补填后保存。
refused-guest-expired = 联合检查人员：{ $name }的执法证有效期至{ $date }，已过期。请换一名人员，或核对有效期。
refused-guest-twice = 联合检查人员：{ $name }的执法证号重复。请核对名单。

## On the site: draws held elsewhere

site-recorded = 在平台或现场抽取的
site-recorded-lead = 以下抽取在省平台进行，或在现场摇号、抽签，结果由本局登记公布。这些抽取没有编号，不能用抽取记录验算。
site-recorded-platform = 平台抽取
site-recorded-by-hand = 现场摇号、抽签
site-recorded-task = 平台任务编号
site-recorded-at = 抽取时间
site-recorded-drawn = 抽中的对象
site-recorded-count = { $count } 家
site-recorded-teams = 检查人员
