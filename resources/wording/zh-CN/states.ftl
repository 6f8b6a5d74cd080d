# States people see. Each chain stands for itself; none borrows a word of another.

## A record

record-saved = 已存本机
record-uploaded = { $photos ->
    [0] 已上传
   *[other] 已上传（照片待传 { $photos } 张）
}
record-complete = 局已收齐
record-set-aside = 另存待核

## A paper

paper-draft = 草稿
paper-final = 已定稿
paper-signed = 已签字
paper-sealed = 已盖章
paper-served = 已送达
paper-void = 已作废

## A dossier on its desk

desk-here = 本机经办
desk-away = 在{ $holder }处经办
desk-returned = 已退回
desk-taken-over = 已由{ $holder }接办

## Entry on the provincial platform

entry-none = 未录入
entry-done = 已录入待审核
entry-shown = 平台已公示
entry-returned = 平台退回

## Publication

pub-review = 待审查
pub-ready = 已审查待发布
pub-unsent = 已提交，待上传
pub-shown = 已公示
pub-corrected = 已更正
pub-withdrawn = 已撤下
pub-repaired = 已信用修复

## Rectification

fix-open = 整改中
fix-reported = 企业已报整改
fix-done = 已整改
fix-part = 部分整改
fix-not = 未整改
fix-closed = 已销号
fix-handled = 已转处理

## Approval

ok-waiting = 待审核
ok-chief = 已审核待审批
ok-done = 已批准
ok-returned = 退回修改
ok-later = 紧急检查待补批

## Entered later than it happened

late-entry = 补录（发生于 { $occurred }，{ $entered }录入）

## Status bar

bar-offline = 离线 · 数据都在本机 · 待上传 { $records } 条、照片 { $photos } 张
bar-online = 在线 · { $time } 已同步
bar-attention = { $count } 条另存待核
