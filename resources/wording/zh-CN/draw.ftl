# The draw: stages on the screen, refusals while a list is frozen, and what a verification answers.

## Stages and the text under them

draw-list = 名单规则
draw-list-under = 库内 { $register } 家，不参加 { $excluded } 家
draw-sealed = 封存公布
draw-sealed-under = { $time } 封存，封存码已打印
draw-numbers = 随机号码
draw-numbers-under = 两人分别录入，一致
draw-subjects = 抽取对象
draw-subjects-under = 按随机值从小到大取前 { $count } 家
draw-groups = 分组匹配
draw-groups-under = { $count } 组，每组 { $size } 人以上
draw-release = 发布任务
draw-release-under = { $date }前
draw-quota = 应抽 { $due } · 实抽 { $taken } · 递补 { $added }
draw-host = 主持人 · 操作人 · 监督人 · 见证人
draw-masked = 投影隐去名称
draw-platform = 平台抽取（省平台任务编号）
draw-by-hand = 现场摇号、抽签登记
draw-void = 已作废（原因、批准人）

## What a verification answers

draw-verified = 已验算
draw-refused = 未通过
draw-verify-good = 抽取记录：第 { $number } 次抽取已验算，结果由名单和随机号码唯一得出。
draw-verify-failed = 抽取记录：未通过验算，停在“{ $step }”。{ $why }
draw-verify-chain = 抽取记录：{ $count } 次抽取逐次验算，编号连续，前后相接。
draw-verify-self-stated = 仅为自述
draw-void-before = 活动举行前已作废，没有结果
draw-void-not-held = 活动未举行，请与公开信息核对

draw-proven-result = 已证明：抽取结果由封存的名单和随机号码得出，任何人重算都得同一结果。
draw-unproven-list = 未证明：名单和人员是否齐全。请将库内家数与公布的名录核对。
draw-unproven-event = 未证明：公开活动是否真实。请与公开信息核对。
draw-unproven-order = 未证明：封存先于公开活动，除所列佐证外无从核对。

draw-step-form = 格式
draw-step-commitment = 封存码
draw-step-seed = 随机号码
draw-step-result = 抽取结果
draw-step-changes = 递补替换
draw-step-void = 作废
draw-step-opened = 公开的名称
draw-step-digest = 摘要
draw-step-chain = 前后次序

## Form: where is a place in the record, as written there

draw-form-json = 抽取记录：这个文件不是抽取记录，或在传送中损坏。请重新取得原文件；已存的抽取记录不受影响。
draw-form-bytes = 抽取记录：文件的写法与规定的唯一写法不同，可能被另存或编辑过。请使用原文件，不要用其他软件另存。
draw-form-text = 抽取记录 { $where }：含有换行等不能显示的字符。请删去后重新填写。
draw-form-key = 抽取记录 { $where }：有不合规定的键名。请使用原文件。
draw-form-keys = 抽取记录 { $where }：多出或缺少“{ $name }”。请使用原文件。
draw-form-type = 抽取记录 { $where }：内容的类型不合规定。请核对这一处后重新填写。
draw-form-deep = 抽取记录 { $where }：层次超过 { $deepest } 层。请简化这一处的内容。
draw-form-empty = 抽取记录 { $where }：内容为空。请补填。
draw-form-pattern = 抽取记录 { $where }：“{ $text }”不合规定的写法。请按编号、代码或时间的规定写法填写。
draw-form-range = 抽取记录 { $where }：数值应在 { $low } 至 { $high } 之间。请改正。
draw-form-choice = 抽取记录 { $where }：不是规定的选项。请从规定的选项中选择。
draw-form-repeat = 抽取记录 { $where }：有重复。请保留一个。
draw-form-rising = 抽取记录 { $where }：没有按编号从小到大排列，或编号重复。请核对名单中的编号。
draw-form-unknown = 抽取记录 { $where }：“{ $name }”在名单中没有。请补入名单，或改正编号。
draw-form-both = 抽取记录 { $where }：“{ $name }”同时列在两处。请只保留一处。
draw-form-previous = 名单规则：第 { $number } 次抽取所接的上次封存码不对。本局第 1 次抽取前面没有封存码，其余各次必须填写。
draw-form-of = 名单规则：补充或替换抽取须写明原抽取的封存码，首次抽取不写。请核对抽取种类。
draw-form-outcomes = 随机号码：这项公开活动只有 { $outcomes } 种可能，少于一千万种。请改用号码更多的活动。
draw-form-groups = 分组匹配：各组共需 { $needed } 人，名单内只有 { $officers } 人。请减少组数或每组人数，或补充人员。

## While a list is frozen

draw-freeze-late = 封存公布：公开活动时间 { $event } 不晚于封存时间 { $frozen }。请另选尚未举行的活动。
draw-freeze-alone = 分组匹配：每组 1 人时，{ $officer } 可能单独成组，检查不得少于 2 人。请将每组人数改为 2 人以上。

## Each step of a verification

draw-commitment-differs = 封存码：按名单重算的封存码与记录不同，名单在封存后有改动。请向抽取单位索取原记录。

draw-seed-early = 随机号码：公开活动时间 { $event } 不晚于封存时间 { $frozen }，号码在封存前已经知道。请向抽取单位核实。
draw-seed-opened = 随机号码：录入时间 { $opened } 早于公开活动时间 { $event }。请核对两个时间。
draw-seed-two = 随机号码：须由两名不同的人分别录入。请另一人重新录入；已封存的名单不受影响。
draw-seed-unlike = 随机号码：两人录入的号码不一致。请两人对照原号码各自重录；已封存的名单不受影响。
draw-seed-length = 随机号码：应为 { $length } 位数字。请对照原号码重录；已封存的名单不受影响。
draw-seed-range = 随机号码：{ $number } 不在 { $low } 至 { $high } 之间。请对照原号码重录；已封存的名单不受影响。
draw-seed-rising = 随机号码：这一组号码须从小到大排列，且互不相同。请对照原号码重录；已封存的名单不受影响。

draw-result-alone = 分组匹配：第 { $group } 组不足 2 人，本次抽取无效。请作废后更正每组人数，重新封存。
draw-result-differs = 抽取结果：重算的结果与记录不同（{ $part }）。请向抽取单位索取原记录。

draw-change-nothing = 递补替换：没有写明 { $officer } 退出哪些检查对象。请至少选一家。
draw-change-not-there = 递补替换：{ $officer } 不在 { $object } 的检查组内。请核对人员和检查对象。
draw-change-not-live = 递补替换：{ $object } 没有抽中，或已经退出。请核对检查对象。
draw-change-objects = 递补替换：{ $object } 退出时不另列检查对象。请使用原记录。
draw-change-in = 递补替换：{ $out } 退出后应由 { $right } 递补，记录为 { $stated }。递补按次序得出，不能另选。
draw-change-back = 递补替换：时间 { $at } 早于前一次记录的 { $before }。请按先后次序填写。

draw-void-undrawn = 作废：没有随机号码，也没有写明活动举行前作废或活动未举行。封存后尚未抽取的名单不是抽取记录。
draw-void-seed = 作废：写明活动举行前作废或活动未举行，却有随机号码。请核对作废情形。
draw-void-result = 作废：活动举行前作废或活动未举行的，不能有抽取结果和递补。请核对作废情形。
draw-void-time = 作废：作废时间 { $at } 与作废情形不符。请核对时间和作废情形。

draw-opened-unknown = 公开的名称：{ $label } 不是名单中的名称或理由。请使用原记录。
draw-opened-differs = 公开的名称：{ $label } 的名称与封存时不同。请向抽取单位索取原记录。

draw-digest-differs = 摘要：重算的摘要与记录不同，文件有改动。请重新取得原文件。

draw-chain-bureaus = 前后次序：这些记录须出自同一单位，且至少有一份。请分单位验算。
draw-chain-doubled = 前后次序：第 { $number } 次抽取有两份记录。请向抽取单位核实哪一份有效。
draw-chain-missing = 前后次序：缺第 { $number } 次抽取的记录，共缺 { $count } 次。请补齐后再验算。
draw-chain-previous = 前后次序：第 { $number } 次抽取没有接上前一次的封存码。请向抽取单位核实。
draw-chain-of = 前后次序：第 { $number } 次抽取所补充或替换的抽取不在前面各次之中。请向抽取单位核实。
