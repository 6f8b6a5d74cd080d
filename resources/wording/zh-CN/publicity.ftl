# 公开台账: what was made public, when, where, by whom.

open-ledger = 公开台账
open-kind = 公开内容
open-title = 名称
open-under = 说明
open-since = 起算日
open-due = 应公开日期
open-state = 状态
open-late-days = 晚几个工作日
open-day = 公开日期
open-place = 公开位置
open-address = 网址
open-by = 公开人
open-note = 备注
open-proof = 网页存证
open-proof-kept = 已存
open-ended = 撤下日期
open-ended-reason = 撤下原因
open-kind-items = 检查事项清单
open-kind-plan = 检查计划
open-kind-draw = 抽取结果
open-kind-process = 实施过程
open-kind-result = 检查结果
open-early = 未到公开时间
open-waiting = 待公开
open-late = 逾期未公开
open-shown = 已公开
open-gone = 已撤下
open-items = 随机抽查事项清单（{ $unit }）
open-items-under = 有效 { $count } 项，失效 { $ended } 项
open-drafts = 未公布的检查事项（{ $unit }，{ $count } 项）
open-plan-under = 计划编号 { $number }
open-draw = 第 { $number } 号抽取
open-draw-platform = 在平台抽取
open-draw-by-hand = 现场抽取
open-draw-under = { $number }，封存码公布于 { $day }
open-checked = 检查于 { $day }结束
entry-disclosure-made-public = 登记公开
entry-disclosure-taken-off = 登记撤下

## Refusals

refused-open-role = 公开台账：只有执法监督股可以登记公开和撤下。请由其登录办理。
refused-open-day = 公开台账：日期看不懂，或晚于今天。请写成 2026-11-20，填实际日期。
refused-open-place = 公开台账：没有写在哪里公开。请写明网站或者栏目名称。
refused-open-address = 公开台账：网址须以 https:// 或 http:// 开头，中间没有空格。请从浏览器地址栏复制。
refused-open-early = 公开台账：{ $what }“{ $title }”在这一天还不能公开。计划在批准后、抽取结果在任务全部检查完成后、实施过程和检查结果在结果批准后公开；请核对日期。
refused-open-items = 公开台账：这些检查事项还没有公布。请先在“一单两库”里公布，再登记公开的位置。
refused-open-twice = 公开台账：这一天在{ $place }公开的已经登记过。请勿重复登记。
refused-open-nothing = 公开台账：这一天在那里没有公开的内容，不能登记撤下。请核对位置和日期。
refused-open-reason = 公开台账：没有写撤下的原因。请写明。
refused-open-own-items = 公开台账：事项清单由本程序公布，不能在这里撤下。请在“一单两库”里把该事项登记失效。
refused-open-own-draw = 公开台账：抽取记录公布后供任何人验算，不撤下。有误的，作废该次抽取并公布原因。
refused-open-own-result = 公开台账：检查结果由本局网站公示，不能在这里撤下。请在“录入公示”里打开该案卷，更正或撤下。
