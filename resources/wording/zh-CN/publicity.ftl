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
open-kind-items = 抽查事项清单
open-kind-plan = 检查计划
open-kind-draw = 抽取结果
open-kind-process = 实施过程
open-kind-result = 检查结果
open-early = 未到公开时间
open-waiting = 待公开
open-late = 逾期未公开
open-shown = 已公开
open-gone = 已撤下
open-items = { $list }（{ $unit }）
open-items-under = 有效 { $count } 项，失效 { $ended } 项
open-drafts = 未公布的检查事项（{ $unit }，{ $count } 项）
open-plan-under = 计划编号 { $number }
open-draw = 第 { $number } 号抽取
open-draw-platform = 在平台抽取
open-draw-by-hand = 现场抽取
open-draw-under = { $number }，{ $day }封存
open-checked = { $day }检查
open-unclocked = 没有规定公开期限
open-unreviewed = 未作公开审查
sync-kind-publicity = 公开登记
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

## The page

entries-tab = 待录入公示
entries-type = 检查类型
open-unsent = 待上传
ledger-line = 事项清单、检查计划、抽取结果、实施过程、检查结果：是否公开、哪一天、在哪里、由谁公开。
ledger-states-all = 全部状态
ledger-states-open = 应公开未公开
ledger-states-late = 已逾期
ledger-none = 没有这样的内容
ledger-none-how = 有了事项清单、批准的计划、抽取或者结束的检查，就列在这里。
ledger-made = 公开情况
ledger-early-note = 还不到公开的时候：计划在批准后、抽取结果在任务全部检查完成后、实施过程和检查结果在结果批准后公开。
ledger-waiting-note = 还没有公开。
ledger-late-note = 应公开日期已过，还没有公开。
ledger-made-line = { $day }，{ $by }
ledger-made-count = 共 { $count } 项
ledger-ended-line = { $day }撤下：{ $reason }
ledger-more = 另有 { $count } 处
ledger-note = 登记公开
ledger-note-title = 登记公开
ledger-note-how = 在别的网站、公告栏或者报刊公开的，在这里登记；本局网站公示的由程序自动列出。
ledger-place-hint = 网站或者栏目名称
ledger-address-hint = https:// 开头，没有网页的不填
ledger-note-hint = 可不填
ledger-end = 登记撤下
ledger-end-title = 从{ $place }撤下
ledger-end-how = 已经撤下的，写明日期和原因；原来的公开记录仍保留。
ledger-noted = 公开已登记，已存本机。
ledger-ended = 撤下已登记，已存本机。
ledger-proof = 查看存证
ledger-proof-title = { $place } { $day }
ledger-back = 返回
ledger-go-items = 打开事项清单
ledger-go-plan = 打开计划
ledger-go-result = 打开录入对照单

## On the plan

standing-ledger = 打开公开台账
standing-open-at = { $day }也公开于{ $place }，{ $by }
standing-open-ended = { $day }从{ $place }撤下：{ $reason }
standing-open-due = 应于{ $day }前公开。
standing-open-late = 应于{ $day }前公开，已逾期 { $days } 个工作日。
