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

# Numbers, names and tables by rule (002 附件2, 附件3).
plan-government = 人民政府
plan-name-alone = { $year }年{ $bureau }随机抽查{ $number }
plan-name-internal = { $year }年{ $bureau }内部门联合抽查{ $number }
plan-name-joint = { $year }年{ $region }部门联合抽查{ $number }
plan-period = { $first }月-{ $last }月
plan-period-one = { $first }月
plan-period-joint = { $year }年{ $first }月至{ $last }月
plan-period-joint-one = { $year }年{ $first }月

# Strata and ratios by the profile.
plan-stratum-class = { $category }（{ $rank }）
refused-plan-ratio-nobody = 抽查比例：“{ $name }”不是本计划的类别或信用等级。请核对后重填。
refused-plan-ratio-missing = 抽查比例：{ $category }没有比例。请在计划中填写，或补齐事项清单的抽查比例。
refused-plan-ratio = 抽查比例：{ $category }应在{ $least }%至{ $most }%之间。请改正，不抽的写0。
refused-plan-mixed = 抽查比例：重点检查事项和一般检查事项的最低比例分别计算。请分成两份计划。
